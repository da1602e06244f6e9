/* Four operators in C, as `marl-oracle conform` asks for them.
 *
 *     cc -O2 -o c_harness examples/c_harness.c -lm
 *     marl-oracle conform -- ./c_harness
 *
 * The operators come first; the rest reads and writes the lines of schema/protocol.json. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What JSON holds: an object or a list has children, a number is one, anything else is its text. */
typedef struct Value {
    char kind; /* '{' '[' '0' '"' */
    double number;
    char *text;
    size_t count;
    char **keys;
    struct Value *children;
} Value;

static const Value *get(const Value *object, const char *key) {
    for (size_t i = 0; object && i < object->count; i++)
        if (object->keys && strcmp(object->keys[i], key) == 0) return &object->children[i];
    return NULL;
}

/* V(s) = alpha ln sum_a exp(Q(s, a) / alpha), the maximum at alpha = 0. */
static double soft_maximum(const Value *row, double alpha) {
    double largest = -INFINITY, sum = 0;
    for (size_t a = 0; a < row->count; a++) largest = fmax(largest, row->children[a].number);
    if (alpha == 0) return largest;
    for (size_t a = 0; a < row->count; a++) sum += exp((row->children[a].number - largest) / alpha);
    return largest + alpha * log(sum);
}

static void soft_value(const Value *inputs) {
    const Value *q = get(inputs, "q");
    double alpha = get(inputs, "temperature")->number;
    printf("[");
    for (size_t s = 0; s < q->count; s++) printf("%s%.17g", s ? "," : "", soft_maximum(&q->children[s], alpha));
    printf("]");
}

static void soft_policy(const Value *inputs) {
    const Value *q = get(inputs, "q");
    double alpha = get(inputs, "temperature")->number;
    printf("[");
    for (size_t s = 0; s < q->count; s++) {
        const Value *row = &q->children[s];
        double largest = soft_maximum(row, 0), sum = 0;
        for (size_t a = 0; a < row->count; a++) sum += exp((row->children[a].number - largest) / alpha);
        printf("%s[", s ? "," : "");
        for (size_t a = 0; a < row->count; a++)
            printf("%s%.17g", a ? "," : "", exp((row->children[a].number - largest) / alpha) / sum);
        printf("]");
    }
    printf("]");
}

/* sum p ln(p / q) */
static void kullback_leibler(const Value *inputs) {
    const Value *p = get(inputs, "p"), *q = get(inputs, "q");
    double sum = 0;
    for (size_t i = 0; i < p->count; i++) {
        double x = p->children[i].number;
        if (x > 0) sum += x * log(x / q->children[i].number);
    }
    printf("%.17g", sum);
}

/* sum |p - q| / 2 */
static void total_variation(const Value *inputs) {
    const Value *p = get(inputs, "p"), *q = get(inputs, "q");
    double sum = 0;
    for (size_t i = 0; i < p->count; i++) sum += fabs(p->children[i].number - q->children[i].number);
    printf("%.17g", sum / 2);
}

static const struct {
    const char *id;
    void (*answer)(const Value *inputs);
} OPERATORS[] = {
    {"soft/value", soft_value},
    {"soft/policy", soft_policy},
    {"divergence/kullback-leibler", kullback_leibler},
    {"divergence/total-variation", total_variation},
};
#define COUNT (sizeof OPERATORS / sizeof *OPERATORS)

static void *grown(void *memory, size_t size) {
    memory = realloc(memory, size);
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

static const char *next;

static void skip(void) {
    while (*next == ' ' || *next == '\t' || *next == '\r' || *next == '\n' || *next == ',' || *next == ':') next++;
}

/* A string without escapes: names of ours have none. */
static char *read_text(void) {
    const char *start = ++next;
    while (*next && *next != '"') next++;
    size_t length = (size_t)(next - start);
    char *text = grown(NULL, length + 1);
    memcpy(text, start, length);
    text[length] = 0;
    if (*next) next++;
    return text;
}

static Value read_value(void) {
    Value value = {0};
    skip();
    value.kind = *next;
    if (*next == '{' || *next == '[') {
        char end = *next == '{' ? '}' : ']';
        next++;
        for (skip(); *next && *next != end; skip()) {
            size_t size = value.count + 1;
            value.children = grown(value.children, size * sizeof *value.children);
            if (end == '}') {
                value.keys = grown(value.keys, size * sizeof *value.keys);
                value.keys[value.count] = read_text();
            }
            value.children[value.count] = read_value();
            value.count = size;
        }
        if (*next) next++;
    } else if (*next == '"') {
        value.text = read_text();
    } else {
        char *end;
        value.kind = '0';
        value.number = strtod(next, &end);
        next = end > next ? end : next + 1;
    }
    return value;
}

static void forget(Value *value) {
    for (size_t i = 0; i < value->count; i++) {
        forget(&value->children[i]);
        if (value->keys) free(value->keys[i]);
    }
    free(value->children);
    free(value->keys);
    free(value->text);
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        next = line;
        Value said = read_value();
        const char *command = get(&said, "command")->text;
        if (strcmp(command, "stop") == 0) return 0;
        if (strcmp(command, "start") == 0) {
            printf("{\"version\":1,\"name\":\"C\",\"precision\":\"f64\",\"operators\":[");
            for (size_t i = 0; i < COUNT; i++) printf("%s\"%s\"", i ? "," : "", OPERATORS[i].id);
            printf("]}\n");
        } else {
            const char *operator = get(&said, "operator")->text;
            printf("{\"id\":%.0f,\"answer\":", get(&said, "id")->number);
            for (size_t i = 0; i < COUNT; i++)
                if (strcmp(OPERATORS[i].id, operator) == 0) OPERATORS[i].answer(get(&said, "inputs"));
            printf("}\n");
        }
        fflush(stdout);
        forget(&said);
    }
    return 0;
}
