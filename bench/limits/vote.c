/* The load client of an intake: posts what a file holds over connections that stay.
 *
 *     vote PORT FILE CONNECTIONS [COPIES]
 *
 * FILE holds whole requests; each is sent once, on the first connection that is free. All connect
 * first; the first line on standard input lets them go. With COPIES each connection sends its
 * request that many times at once, pipelined, as a client that repeats itself. It prints one line
 * of JSON when all connections stand and one at the end: answers by status, seconds, how long the
 * middle, the 99th of a hundred and the last one waited. */
#include "net.h"

#define ANSWER 2048
#define GIVEN_UP_NS 60000000000LL

struct connection {
    int fd, stands, request, have, waits;
    int64_t sent;
    char answer[ANSWER + 1];
};

static struct connection *connections;
static struct request *requests;
static int64_t *times;
static int port, total, many, copies = 1, epoll, next_request, answered, broken, statuses[600];

/* Send the next request of the file, if there is one left. */
static void send_next(struct connection *one)
{
    struct request *request;
    int k;
    if (next_request == total) return;
    request = &requests[next_request++];
    one->have = 0;
    one->waits = copies;
    one->sent = now_ns();
    for (k = 0; k < copies; k++)
        if (write(one->fd, request->bytes, request->length) != (ssize_t)request->length)
            die("request");
}

/* Take the whole answers off the buffer; what has no end yet stays. */
static void take_answers(struct connection *one)
{
    for (;;) {
        char *end, *field;
        int status, length;
        one->answer[one->have] = 0;
        end = strstr(one->answer, "\r\n\r\n");
        if (!end) return;
        field = strcasestr(one->answer, "\r\ncontent-length:");
        length = (int)(end - one->answer) + 4 + (field && field < end ? atoi(field + 17) : 0);
        if (length > ANSWER) die("an answer is too long");
        if (one->have < length) return;
        status = atoi(one->answer + 9);
        if (status < 0 || status > 599) die("status");
        if (!statuses[status]++ && status != 200)
            fprintf(stderr, "%.*s\n", length, one->answer);
        times[answered++] = now_ns() - one->sent;
        memmove(one->answer, one->answer + length, (size_t)(one->have - length));
        one->have -= length;
        if (--one->waits == 0) send_next(one);
    }
}

static void heard(struct connection *one)
{
    ssize_t got = read(one->fd, one->answer + one->have, (size_t)(ANSWER - one->have));
    if (got < 0 && errno == EAGAIN) return;
    if (got > 0) {
        one->have += (int)got;
        take_answers(one);
        return;
    }
    broken += one->waits;
    one->waits = 0;
    close(one->fd);
}

/* Connect, no more than the server's backlog at once. */
static void connect_all(void)
{
    struct epoll_event found[512];
    int begun = 0, standing = 0, count, k;
    int64_t began = now_ns();
    while (standing < many) {
        for (; begun < many && begun - standing < BACKLOG / 4; begun++) {
            connections[begun].fd = begin_connect(port);
            if (connections[begun].fd < 0) die("connect");
            watch(epoll, connections[begun].fd, EPOLLOUT, (uint32_t)begun);
        }
        count = epoll_wait(epoll, found, 512, 10000);
        if (count <= 0) die("nobody answers");
        for (k = 0; k < count; k++) {
            struct connection *one = &connections[found[k].data.u32];
            if (!is_connected(one->fd)) die("refused");
            one->stands = 1;
            standing++;
            watch_now(epoll, one->fd, EPOLLIN, found[k].data.u32);
        }
    }
    printf("{\"connected\": %d, \"seconds\": %.4f}\n", standing, (double)(now_ns() - began) / 1e9);
    fflush(stdout);
}

static void tell(int64_t began)
{
    int k, some = 0;
    double seconds = (double)(now_ns() - began) / 1e9;
    qsort(times, (size_t)answered, sizeof *times, by_time);
    printf("{\"statuses\": {");
    for (k = 0; k < 600; k++)
        if (statuses[k]) printf("%s\"%d\": %d", some++ ? ", " : "", k, statuses[k]);
    printf("}, \"broken\": %d, \"began\": %lld, \"seconds\": %.4f", broken, (long long)began,
           seconds);
    if (answered)
        printf(", \"middle\": %.4f, \"p99\": %.4f, \"last\": %.4f",
               (double)times[answered / 2] / 1e9, (double)times[answered * 99LL / 100] / 1e9,
               (double)times[answered - 1] / 1e9);
    printf("}\n");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct epoll_event found[512];
    char line[256];
    int64_t began;
    int k;
    if (argc < 4) die("usage: vote PORT FILE CONNECTIONS [COPIES]");
    port = atoi(argv[1]);
    requests = read_requests(argv[2], &total);
    many = atoi(argv[3]);
    if (many > total) many = total;
    if (argc > 4) copies = atoi(argv[4]);
    raise_file_limit();
    connections = calloc((size_t)many, sizeof *connections);
    times = calloc((size_t)total * (size_t)copies, sizeof *times);
    epoll = epoll_create1(0);
    connect_all();
    if (read(0, line, sizeof line) <= 0) return 1;
    began = now_ns();
    for (k = 0; k < many; k++) send_next(&connections[k]);
    while (answered + broken < total * copies && now_ns() - began < GIVEN_UP_NS) {
        int count = epoll_wait(epoll, found, 512, 1000);
        for (k = 0; k < count; k++) heard(&connections[found[k].data.u32]);
    }
    tell(began);
    return 0;
}
