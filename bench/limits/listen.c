/* The load client of a fan-out: opens as many event streams as a file holds requests.
 *
 *     listen PORT FILE WINDOW [again]
 *
 * FILE holds the head of each request without its last empty line; WINDOW is how many may be on
 * their way at once. It prints lines of JSON: when all are open; for each event that reached all of
 * them when the first, the middle, the 99th of a hundred and the last one had it; and how things
 * stand at each line on standard input and at its end. With `again`, whoever is cut off calls
 * again, jittered by up to half a second, with Last-Event-ID; once all stand again it says so.
 *
 * Checked at each client: ids never go back, no event comes twice, all get the same bytes. */
#include "net.h"

#define MOST_EVENTS 4096
#define LINE 96
#define RETRY_NS 100000000LL
#define JITTER_NS 500000000LL

enum state { DOWN, CONNECTING, ASKED, OPEN, REFUSED };

/* One client. Of a line only its beginning is kept; of an event its hash. */
struct client {
    int fd;
    enum state state;
    int events, line_length, event_length, crlf, status, was_open;
    int has_data;
    uint64_t hash, last_hash;
    int64_t epoch, position, last_epoch, last_position, retry_at;
    char line[LINE], name[24];
};

/* One event, as the clients got it. */
struct event {
    int count, bytes;
    uint64_t hash;
    int64_t *times;
};

static struct client *clients;
static struct event events[MOST_EVENTS];
static struct request *requests;
static int total, port, window, again, epoll;
static int under_way, open_now, refused, cut_off, next_new, rounds_open;
static long doubles, backward, differing, byes, renews, fresh;
static int64_t began, first_ok, last_cut;

static void state_line(const char *word)
{
    int k, most = 0;
    printf("{\"%s\": true, \"open\": %d, \"refused\": %d, \"cut\": %d, \"double\": %ld,"
           " \"backward\": %ld, \"differ\": %ld, \"bye\": %ld, \"renew\": %ld, \"fresh\": %ld,"
           " \"counts\": [", word, open_now, refused, cut_off, doubles, backward, differing, byes,
           renews, fresh);
    while (most < MOST_EVENTS && events[most].count) most++;
    for (k = 0; k < most; k++) printf("%s%d", k ? ", " : "", events[k].count);
    printf("]}\n");
    fflush(stdout);
}

/* Tell of an event that everybody has. */
static void event_line(int k)
{
    struct event *one = &events[k];
    qsort(one->times, (size_t)total, sizeof *one->times, by_time);
    printf("{\"event\": %d, \"count\": %d, \"bytes\": %d, \"first\": %lld, \"middle\": %lld,"
           " \"p99\": %lld, \"last\": %lld}\n", k, one->count, one->bytes,
           (long long)one->times[0], (long long)one->times[total / 2],
           (long long)one->times[total * 99 / 100], (long long)one->times[total - 1]);
    fflush(stdout);
}

/* An event is whole: count it, and see that it is the one that comes next here. */
static void finish_event(struct client *one)
{
    struct event *event;
    if (!one->has_data) { /* a sign of life, which may tell where the record stands */
        one->last_epoch = one->epoch;
        one->last_position = one->position;
        one->last_hash = 0;
        return;
    }
    if (!strncmp(one->name, "bye", 3)) { byes++; return; }
    if (!strncmp(one->name, "renew", 5)) { renews++; return; }
    if (!strncmp(one->name, "fresh", 5)) { fresh++; return; }
    if (one->epoch == one->last_epoch && one->position == one->last_position
        && one->hash == one->last_hash) doubles++;
    if (one->epoch < one->last_epoch
        || (one->epoch == one->last_epoch && one->position < one->last_position)) backward++;
    one->last_epoch = one->epoch;
    one->last_position = one->position;
    one->last_hash = one->hash;
    if (one->events >= MOST_EVENTS) return;
    event = &events[one->events++];
    if (!event->times) event->times = calloc((size_t)total, sizeof *event->times);
    if (event->count && event->hash != one->hash) differing++;
    event->hash = one->hash;
    event->bytes = one->event_length;
    event->times[event->count++] = now_ns();
    if (event->count == total) event_line((int)(event - events));
}

static void finish_line(struct client *one)
{
    one->line[one->line_length < LINE ? one->line_length : LINE - 1] = 0;
    if (!strncmp(one->line, "id: ", 4)) {
        char *dot = strchr(one->line, '.');
        one->epoch = atoll(one->line + 4);
        one->position = dot ? atoll(dot + 1) : 0;
    } else if (!strncmp(one->line, "event: ", 7)) {
        snprintf(one->name, sizeof one->name, "%.20s", one->line + 7);
        one->has_data = 1;
    } else if (!strncmp(one->line, "data:", 5)) {
        one->has_data = 1;
    }
}

/* Read the stream line by line; an empty line ends an event. A client's own chunk of the transfer
 * coding, where there is one, is a line that means nothing. */
static void parse_stream(struct client *one, const char *bytes, ssize_t length)
{
    ssize_t k;
    for (k = 0; k < length; k++) {
        char c = bytes[k];
        one->event_length++;
        one->hash = (one->hash ^ (unsigned char)c) * 1099511628211ULL;
        if (c != '\n') {
            if (one->line_length < LINE - 1) one->line[one->line_length] = c;
            one->line_length++;
        } else if (one->line_length) {
            finish_line(one);
            one->line_length = 0;
        } else {
            finish_event(one);
            one->has_data = one->event_length = 0;
            one->name[0] = 0;
            one->hash = 14695981039346656037ULL;
        }
    }
}

/* Read the head of the answer; gives where the stream begins, or -1 while it has not ended. */
static ssize_t parse_head(struct client *one, const char *bytes, ssize_t length)
{
    ssize_t k;
    for (k = 0; k < length; k++) {
        if (one->line_length < LINE - 1) one->line[one->line_length++] = bytes[k];
        if (bytes[k] == '\n' && one->status == 0) one->status = atoi(one->line + 9);
        one->crlf = bytes[k] == (one->crlf % 2 ? '\n' : '\r') ? one->crlf + 1 : 0;
        if (one->crlf == 4) return k + 1;
    }
    return -1;
}

static void hang_up(struct client *one, int64_t now)
{
    if (one->state == OPEN) {
        open_now--;
        cut_off++;
        last_cut = now;
    } else {
        under_way--;
    }
    close(one->fd);
    one->state = DOWN;
    one->retry_at = now + RETRY_NS + (one->was_open ? random() % JITTER_NS : 0);
    if (!again) {
        one->state = REFUSED;
        refused++;
    }
}

static void opened(struct client *one, int64_t now)
{
    one->state = OPEN;
    one->was_open = 1;
    under_way--;
    if (!open_now++ && cut_off) first_ok = now;
    if (open_now != total) return;
    printf("{\"opened\": %d, \"seconds\": %.4f, \"began\": %lld, \"first\": %lld, \"at\": %lld}\n",
           open_now, (double)(now - (rounds_open ? first_ok : began)) / 1e9,
           (long long)(rounds_open ? last_cut : began), (long long)first_ok, (long long)now);
    fflush(stdout);
    rounds_open++;
}

static void heard(struct client *one)
{
    char buffer[65536];
    ssize_t got = read(one->fd, buffer, sizeof buffer), begin = 0;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        hang_up(one, now_ns());
        return;
    }
    if (one->state == ASKED) {
        begin = parse_head(one, buffer, got);
        if (begin < 0) return;
        one->line_length = 0;
        if (one->status != 200) {
            if (refused++ < 3) fprintf(stderr, "%.*s\n", (int)got, buffer);
            under_way--;
            close(one->fd);
            one->state = REFUSED;
            return;
        }
        one->hash = 14695981039346656037ULL;
        opened(one, now_ns());
    }
    parse_stream(one, buffer + begin, got - begin);
}

static void ask(struct client *one)
{
    char bytes[8192];
    struct request *request = &requests[one - clients];
    int length = snprintf(bytes, sizeof bytes, "%.*s", (int)request->length, request->bytes);
    if (one->last_position)
        length += snprintf(bytes + length, sizeof bytes - (size_t)length,
                           "Last-Event-ID: %lld.%lld\r\n", (long long)one->last_epoch,
                           (long long)one->last_position);
    length += snprintf(bytes + length, sizeof bytes - (size_t)length, "\r\n");
    if (length >= (int)sizeof bytes || write(one->fd, bytes, (size_t)length) != length) {
        hang_up(one, now_ns());
        return;
    }
    one->state = ASKED;
    one->crlf = one->line_length = one->status = 0;
    one->has_data = one->event_length = one->name[0] = 0;
    watch_now(epoll, one->fd, EPOLLIN, (uint32_t)(one - clients));
}

static void call(struct client *one)
{
    one->fd = begin_connect(port);
    if (one->fd < 0) {
        one->retry_at = now_ns() + RETRY_NS;
        return;
    }
    one->state = CONNECTING;
    under_way++;
    watch(epoll, one->fd, EPOLLOUT, (uint32_t)(one - clients));
}

/* Let those call who have not yet, or whose time to call again has come. */
static void call_more(void)
{
    int64_t now = now_ns();
    int k;
    for (; next_new < total && under_way < window; next_new++) call(&clients[next_new]);
    if (!again || open_now + under_way + refused == total) return;
    for (k = 0; k < next_new && under_way < window; k++)
        if (clients[k].state == DOWN && clients[k].retry_at <= now) call(&clients[k]);
}

static void happened(struct client *one, uint32_t what)
{
    if (one->state == CONNECTING) {
        if (is_connected(one->fd)) ask(one);
        else hang_up(one, now_ns());
    } else if (what && (one->state == ASKED || one->state == OPEN)) {
        heard(one);
    }
}

int main(int argc, char **argv)
{
    struct epoll_event found[512];
    char line[256];
    if (argc < 4) die("usage: listen PORT FILE WINDOW [again]");
    port = atoi(argv[1]);
    requests = read_requests(argv[2], &total);
    window = atoi(argv[3]);
    again = argc > 4;
    clients = calloc((size_t)total, sizeof *clients);
    epoll = epoll_create1(0);
    raise_file_limit();
    watch(epoll, 0, EPOLLIN, UINT32_MAX);
    began = now_ns();
    for (;;) {
        int count, k;
        call_more();
        count = epoll_wait(epoll, found, 512, again ? 20 : 1000);
        for (k = 0; k < count; k++) {
            if (found[k].data.u32 != UINT32_MAX) {
                happened(&clients[found[k].data.u32], found[k].events);
            } else if (read(0, line, sizeof line) <= 0) {
                state_line("end");
                return 0;
            } else {
                state_line("now");
            }
        }
    }
}
