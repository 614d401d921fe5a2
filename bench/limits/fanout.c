/* The limit of a fan-out: an epoll server that writes the same bytes to all who listen.
 *
 *     fanout PORT FILE
 *
 * Whoever sends a request gets the head of an event stream and stays. For each line that comes on
 * standard input the event goes to all of them: `id: 1.<number>` and then what FILE holds. Each time
 * it prints, as JSON, to how many, and when it began and ended. It ends with its standard input. */
#include "net.h"

static const char HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                           "Cache-Control: no-store\r\nConnection: close\r\n\r\n";

static int listeners[MOST_FDS], place_of[MOST_FDS + 64], count;
static char rest[65536];
static size_t rest_length;

static void leave(int fd)
{
    int place = place_of[fd];
    if (place >= 0) {
        listeners[place] = listeners[--count];
        place_of[listeners[place]] = place;
        place_of[fd] = -1;
    }
    close(fd);
}

/* Read what somebody sent; whoever is new is answered and listens from now on. */
static void hear(int fd)
{
    char buffer[4096];
    ssize_t got = read(fd, buffer, sizeof buffer);
    if (got <= 0) {
        leave(fd);
        return;
    }
    if (place_of[fd] >= 0 || memmem(buffer, (size_t)got, "\r\n\r\n", 4) == NULL) return;
    if (write(fd, HEAD, sizeof HEAD - 1) != sizeof HEAD - 1) die("head");
    place_of[fd] = count;
    listeners[count++] = fd;
}

static void tell_all(int number)
{
    char event[sizeof rest + 64];
    int head = snprintf(event, 64, "id: 1.%d\n", number), place = 0;
    size_t length = (size_t)head + rest_length;
    int64_t began = now_ns();
    memcpy(event + head, rest, rest_length);
    for (; place < count; place++)
        if (write(listeners[place], event, length) != (ssize_t)length) die("event");
    printf("{\"told\": %d, \"bytes\": %zu, \"began\": %lld, \"ended\": %lld}\n", count, length,
           (long long)began, (long long)now_ns());
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct epoll_event events[512];
    int epoll = epoll_create1(0), listener, number = 0;
    FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
    if (!file) die("usage: fanout PORT FILE");
    rest_length = fread(rest, 1, sizeof rest, file);
    fclose(file);
    raise_file_limit();
    memset(place_of, -1, sizeof place_of);
    listener = listen_on(atoi(argv[1]));
    watch(epoll, listener, EPOLLIN, (uint32_t)listener);
    watch(epoll, 0, EPOLLIN, 0);
    printf("{\"ready\": true}\n");
    fflush(stdout);
    for (;;) {
        int found = epoll_wait(epoll, events, 512, -1), k;
        for (k = 0; k < found; k++) {
            int fd = (int)events[k].data.u32;
            char line[256];
            if (fd == listener) {
                int fresh;
                while ((fresh = accept_one(listener)) >= 0)
                    watch(epoll, fresh, EPOLLIN, (uint32_t)fresh);
            } else if (fd == 0) {
                if (read(0, line, sizeof line) <= 0) return 0;
                tell_all(++number);
            } else {
                hear(fd);
            }
        }
    }
}
