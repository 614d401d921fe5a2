/* The limit of an intake: an epoll HTTP server that commits what came together in one transaction.
 *
 *     ballots PORT DATABASE KEY
 *
 * DATABASE is an SQLite file that holds the candidate's own table of ballots, empty, with its
 * indexes. KEY is that of the tokens, in hex. For each POST it checks the token's HMAC-SHA-256, its
 * purpose, poll and time, makes the receipt and the row as the candidate does, and answers after the
 * commit: synchronous=FULL, in WAL. A second ballot of an elector is refused with 409. */
#include "net.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sqlite3.h>

#define REQUEST 4096
#define FIELDS 12
#define TOGETHER 1024

/* One caller and what has come of its request. */
struct caller {
    int have;
    char bytes[REQUEST + 1];
};

/* A ballot that waits for its commit. */
struct waiting {
    int fd, status;
    char id[33], body[33], poll[33], elector[33], act[37], answers[1024], receipt[65];
};

static struct caller *callers[MOST_FDS + 64];
static struct waiting queue[TOGETHER];
static int queued, epoll;
static unsigned char key[64];
static int key_length;
static sqlite3 *database;
static sqlite3_stmt *begin, *insert, *commit;
static uint64_t sequence;

static const char INSERT[] =
    "INSERT INTO ballots_ballot (id, created_at, body, poll_id, elector_id, act_id, answers, receipt,"
    " created_by, revision, position, way, earlier)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?5, 0, 1, 'device', '')";

static void run(sqlite3_stmt *statement)
{
    int told = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (told != SQLITE_DONE) {
        fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(database));
        exit(1);
    }
}

static sqlite3_stmt *prepared(const char *text)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database, text, -1, &statement, NULL)) {
        fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(database));
        exit(1);
    }
    return statement;
}

static void open_database(const char *path)
{
    if (sqlite3_open(path, &database)) die(path);
    sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL);
    begin = prepared("BEGIN IMMEDIATE");
    insert = prepared(INSERT);
    commit = prepared("COMMIT");
}

static void hex_of(const unsigned char *bytes, int length, char *text)
{
    static const char DIGITS[] = "0123456789abcdef";
    int k;
    for (k = 0; k < length; k++) {
        *text++ = DIGITS[bytes[k] >> 4];
        *text++ = DIGITS[bytes[k] & 15];
    }
    *text = 0;
}

/* Whether the token is ours, for a ballot, and in time; its fields come apart in place. */
static int token_holds(char *token, char **fields)
{
    static const char LETTERS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char digest[33] = {0};
    char made[45], *signature = strrchr(token, '.');
    unsigned int length = 32;
    int k, at = 0;
    if (!signature || strlen(signature + 1) != 43) return 0;
    HMAC(EVP_sha256(), key, key_length, (unsigned char *)token, (size_t)(signature - token), digest,
         &length);
    for (k = 0; k < 33; k += 3) {
        int bits = digest[k] << 16 | digest[k + 1] << 8 | (k + 2 < 33 ? digest[k + 2] : 0), n;
        for (n = 0; n < 4; n++) made[at++] = LETTERS[bits >> (18 - 6 * n) & 63];
    }
    if (CRYPTO_memcmp(made, signature + 1, 43)) return 0;
    *signature = 0;
    for (k = 0; k < FIELDS; k++) {
        fields[k] = token;
        token = strchr(token, '.');
        if (k < FIELDS - 1) {
            if (!token) return 0;
            *token++ = 0;
        }
    }
    return !strcmp(fields[0], "ballot") && atoll(fields[1]) > time(NULL);
}

/* The text of a field of the body's JSON: what stands between `from` and `to`. */
static int cut(char *target, size_t room, const char *body, const char *from, char to)
{
    const char *start = strstr(body, from), *end;
    if (!start) return 0;
    start += strlen(from);
    end = to == '}' ? strrchr(start, '}') : strchr(start, to);
    if (!end || (size_t)(end - start) >= room) return 0;
    memcpy(target, start, (size_t)(end - start));
    target[end - start] = 0;
    return 1;
}

static void without_dashes(char *text)
{
    char *target = text;
    for (; *text; text++)
        if (*text != '-') *target++ = *text;
    *target = 0;
}

static void answer(int fd, int status, const char *values)
{
    char text[512];
    int length = snprintf(text, sizeof text,
                          "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          status, status == 200 ? "OK" : "No", strlen(values), values);
    if (write(fd, text, (size_t)length) != length) close(fd);
}

static void commit_all(void)
{
    char values[128], now[32];
    time_t at = time(NULL);
    struct tm utc;
    int k, n;
    if (!queued) return;
    gmtime_r(&at, &utc);
    strftime(now, sizeof now, "%Y-%m-%d %H:%M:%S.000000", &utc);
    run(begin);
    for (k = 0; k < queued; k++) {
        struct waiting *one = &queue[k];
        const char *texts[] = {one->id, now, one->body, one->poll, one->elector, one->act,
                               one->answers, one->receipt};
        for (n = 0; n < 8; n++) sqlite3_bind_text(insert, n + 1, texts[n], -1, SQLITE_STATIC);
        one->status = sqlite3_step(insert) == SQLITE_DONE ? 200 : 409;
        sqlite3_reset(insert);
    }
    run(commit);
    for (k = 0; k < queued; k++) {
        snprintf(values, sizeof values, "{\"receipt\": \"%s\"}", queue[k].receipt);
        answer(queue[k].fd, queue[k].status, values);
    }
    queued = 0;
}

/* The row of a ballot, as it will be written. */
static int fill(struct waiting *one, char **fields, const char *body)
{
    unsigned char digest[32];
    char text[2048];
    unsigned int length;
    snprintf(one->id, sizeof one->id, "%016llx%016llx", (unsigned long long)now_ns(),
             (unsigned long long)++sequence);
    snprintf(one->body, sizeof one->body, "%s", fields[6]);
    snprintf(one->poll, sizeof one->poll, "%s", fields[7]);
    snprintf(one->elector, sizeof one->elector, "%s", fields[10]);
    if (!cut(one->act, sizeof one->act, body, "\"act\":\"", '"')) return 0;
    without_dashes(one->act);
    if (!cut(one->answers, sizeof one->answers, body, "\"answers\":", '}')) return 0;
    length = (unsigned int)snprintf(text, sizeof text, "%s%s%s%s", one->poll, one->elector, one->act,
                                    one->answers);
    EVP_Digest(text, length, digest, NULL, EVP_sha256(), NULL);
    hex_of(digest, 32, one->receipt);
    return 1;
}

/* A whole request: its ballot waits for the commit, or is refused at once. */
static void take(int fd, char *head, char *body)
{
    char *fields[FIELDS], *token = strcasestr(head, "\r\nx-townmoot-token: "), *end;
    if (!token || !(end = strstr(token + 2, "\r\n"))) {
        answer(fd, 401, "{}");
        return;
    }
    *end = 0;
    if (!token_holds(token + 20, fields)) {
        answer(fd, 401, "{}");
        return;
    }
    queue[queued].fd = fd;
    if (fill(&queue[queued], fields, body)) queued++;
    else answer(fd, 422, "{}");
    if (queued == TOGETHER) commit_all();
}

static void leave(int fd)
{
    free(callers[fd]);
    callers[fd] = NULL;
    close(fd);
}

static void hear(int fd)
{
    struct caller *one = callers[fd];
    ssize_t got = read(fd, one->bytes + one->have, (size_t)(REQUEST - one->have));
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        leave(fd);
        return;
    }
    one->have += (int)got;
    for (;;) {
        char *end, *field, kept;
        int length, head;
        one->bytes[one->have] = 0;
        end = strstr(one->bytes, "\r\n\r\n");
        if (!end) return;
        field = strcasestr(one->bytes, "\r\ncontent-length:");
        head = (int)(end - one->bytes) + 4;
        length = head + (field && field < end ? atoi(field + 17) : 0);
        if (one->have < length) return;
        kept = one->bytes[length];
        one->bytes[length] = 0;
        take(fd, one->bytes, one->bytes + head);
        one->bytes[length] = kept;
        memmove(one->bytes, one->bytes + length, (size_t)(one->have - length));
        one->have -= length;
    }
}

int main(int argc, char **argv)
{
    struct epoll_event events[TOGETHER];
    int listener, k;
    if (argc != 4) die("usage: ballots PORT DATABASE KEY");
    for (key_length = 0; argv[3][2 * key_length] && key_length < 64; key_length++)
        sscanf(argv[3] + 2 * key_length, "%2hhx", &key[key_length]);
    open_database(argv[2]);
    raise_file_limit();
    epoll = epoll_create1(0);
    listener = listen_on(atoi(argv[1]));
    watch(epoll, listener, EPOLLIN, (uint32_t)listener);
    watch(epoll, 0, EPOLLIN, 0);
    printf("{\"ready\": true}\n");
    fflush(stdout);
    for (;;) {
        int found = epoll_wait(epoll, events, TOGETHER, -1);
        for (k = 0; k < found; k++) {
            int fd = (int)events[k].data.u32, fresh;
            char line[64];
            if (fd == listener) {
                while ((fresh = accept_one(listener)) >= 0) {
                    callers[fresh] = calloc(1, sizeof(struct caller));
                    if (!callers[fresh]) die("calloc");
                    watch(epoll, fresh, EPOLLIN, (uint32_t)fresh);
                }
            } else if (fd == 0) {
                if (read(0, line, sizeof line) <= 0) return 0;
            } else {
                hear(fd);
            }
        }
        commit_all();
    }
}
