/* What the limits and the load clients share: sockets of the loopback address, time, and a file of
 * requests. Every program here listens on or connects to 127.0.0.1 alone. */
#ifndef NET_H
#define NET_H

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BACKLOG 2048
#define MOST_FDS 20000

__attribute__((noreturn, unused)) static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* Nanoseconds of the clock that Python calls time.monotonic_ns(): one clock for all processes. */
__attribute__((unused)) static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* As many open files as the machine lets us have. */
__attribute__((unused)) static void raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) die("getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit)) die("setrlimit");
}

__attribute__((unused)) static struct sockaddr_in loopback(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

__attribute__((unused)) static int listen_on(int port)
{
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = loopback(port);
    if (fd < 0) die("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&address, sizeof address)) die("bind");
    if (listen(fd, BACKLOG)) die("listen");
    return fd;
}

/* The next one who calls, without Nagle's delay; -1 where nobody waits. */
__attribute__((unused)) static int accept_one(int listener)
{
    int one = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

/* Begin to connect; the socket can be written to when it stands. Closing it leaves no port waiting
 * for a minute: a benchmark opens more connections than there are ports. */
__attribute__((unused)) static int begin_connect(int port)
{
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = loopback(port);
    if (fd < 0) die("socket");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Whether a connection that was begun stands. */
__attribute__((unused)) static int is_connected(int fd)
{
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

__attribute__((unused)) static void watch(int epoll, int fd, uint32_t events, uint32_t place)
{
    struct epoll_event wanted = {.events = events, .data.u32 = place};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &wanted)) die("epoll_ctl add");
}

__attribute__((unused)) static void watch_now(int epoll, int fd, uint32_t events, uint32_t place)
{
    struct epoll_event wanted = {.events = events, .data.u32 = place};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &wanted)) die("epoll_ctl mod");
}

/* A request as it is sent, one of a file: each after its length in four bytes, lowest first. */
struct request {
    const char *bytes;
    uint32_t length;
};

__attribute__((unused)) static struct request *read_requests(const char *path, int *count)
{
    FILE *file = fopen(path, "rb");
    struct request *found = NULL;
    uint32_t length;
    int room = 0;
    if (!file) die(path);
    for (*count = 0; fread(&length, 4, 1, file) == 1; (*count)++) {
        char *bytes = malloc(length + 1);
        if (!bytes || fread(bytes, 1, length, file) != length) die("requests");
        bytes[length] = 0;
        if (*count == room) {
            room = room ? 2 * room : 1024;
            found = realloc(found, (size_t)room * sizeof *found);
            if (!found) die("realloc");
        }
        found[*count] = (struct request){bytes, length};
    }
    fclose(file);
    return found;
}

__attribute__((unused)) static int by_time(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

#endif
