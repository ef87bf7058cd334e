/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file cli.h
 * @brief What the commands of `routes` share: how they are described, read, and answer.
 */
#ifndef ROUTES_CLI_CLI_H
#define ROUTES_CLI_CLI_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <routes.h>

/** @brief Exits, as docs/cli.md lists them. */
enum cli_exit {
    CLI_DONE = 0,
    CLI_NOT_POSSIBLE = 1, /**< The analysis could not be done. */
    CLI_USAGE = 2,        /**< The command line is wrong. */
    CLI_INPUT = 3,        /**< The input is wrong. */
    CLI_ENVIRONMENT = 4,  /**< Driver, proj.db, disk, permission. */
    CLI_STOPPED = 5       /**< Time limit or Ctrl-C. */
};

/** @brief An option; `value` null makes it a switch. A list ends with a null name. */
struct cli_option {
    const char *name;  /**< Without the dashes. */
    const char *value; /**< What it takes, for the help: "FILE", "N". */
    const char *help;
};

struct cli_call;

/** @brief A command. */
struct cli_command {
    const char *noun;
    const char *verb;                 /**< Null where the noun stands alone. */
    const char *summary;              /**< One line. */
    const char *arguments;            /**< "PACKAGE|WORKSPACE" */
    size_t least;                     /**< Arguments at least, */
    size_t most;                      /**< and at most. */
    const struct cli_option *options; /**< Its own; null for none. */
    const char *description;          /**< A paragraph for the manual. */
    const char *example;
    int (*run)(struct cli_call *call);
};

/** @brief One option as given. */
struct cli_given {
    const struct cli_option *option;
    const char *value;
};

/** @brief A command line as read. */
struct cli_call {
    const struct cli_command *command;
    const char **arguments; /**< [argument_count] */
    size_t argument_count;
    struct cli_given *given; /**< [given_count] */
    size_t given_count;
    const char *date; /**< Of the run, YYYY-MM-DD. */
    char date_text[16];
    routes_run run;            /**< For the library: progress, log, threads, date. */
    const char *proj_variable; /**< Of the environment, that names run.proj_path; null: none. */
    struct cli_progress *progress;
};

/** @brief All commands, ended by a null noun; and the options that all of them take. */
extern const struct cli_command cli_commands[];
extern const struct cli_option cli_common[];

/* option.c */
/** @brief Reads argv[2 or 3 ..]; says what is wrong and returns CLI_USAGE, or CLI_DONE. */
int cli_read(struct cli_call *call, const struct cli_command *command, int argc, char **argv);
/** @brief Frees what cli_read() took. */
void cli_call_free(struct cli_call *call);
/** @brief Last value of an option, "" for a switch that is set, null when not given. */
const char *cli_value(const struct cli_call *call, const char *name);
/** @brief Value `index` of an option that may be repeated; null beyond. */
const char *cli_value_at(const struct cli_call *call, const char *name, size_t index);
/** @brief The values of a repeated option as an array, to be freed; null when there are none. */
const char **cli_values(const struct cli_call *call, const char *name, size_t *count);
/** @brief The name nearest to `word`, or null when none is near. */
const char *cli_nearest(const char *word, const char *const *names, size_t count);

/* choice.c: an option that is not given leaves the number as it is, and is the first word. */
/** @brief Which of the words an option says. */
int cli_word(const struct cli_call *call, const char *option, const char *const *words,
             size_t count, int *which);
/** @brief A number from `least` to `most`; `whole` other than 0: without a fraction. */
int cli_number(const struct cli_call *call, const char *option, double least, double most,
               int whole, double *number);
/** @brief A length in metres: "500", "500m", "2km"; 0 where the option is not given. */
int cli_length(const struct cli_call *call, const char *option, double *metres);
/** @brief A unit of volumes; not stated where the option is not given. */
int cli_unit(const struct cli_call *call, routes_unit *unit);
/** @brief The seed; 1 when it is not given. */
int cli_seed(const struct cli_call *call, uint64_t *seed);

/* help.c */
void cli_help(FILE *to);
void cli_help_noun(FILE *to, const char *noun);
void cli_help_command(FILE *to, const struct cli_command *command);
/** @brief The manual page of a command, in man(7); the page of all when `command` is null. */
void cli_manual(FILE *to, const struct cli_command *command);

/* report.c */
/** @brief The exit of a status; prints the message. */
int cli_fail(const struct cli_call *call, routes_status status, const routes_error *err);
/** @brief One line on standard error, as printf; returns `exit`. */
int cli_complain(int exit, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/** @brief Prints the faults on standard error, one a line. */
void cli_faults(const routes_faults *faults);
/** @brief Whether lines on `to` may be coloured, by --color, NO_COLOR and the terminal. */
int cli_colored(const struct cli_call *call, FILE *to);

/* print.c */
/** @brief The result: to standard output as a table or, with --json, as JSON; with --out into a
 *         file, and then to standard output only with --json. */
int cli_print(const struct cli_call *call, const routes_table *table);

/* explain.c */
/** @brief An explanation, line by line; with --json as a table of its lines. Frees the text. */
int cli_tell(const struct cli_call *call, const char *id, char *text);
/** @brief The answer as cli_print(), or with --explain its words about one id; `areas` are what was
 *         read, where the answer has not a row for each. */
int cli_print_or_explain(const struct cli_call *call, const routes_table *answer,
                         const routes_table *areas);
#define CLI_EXPLAIN                                                                                \
    {                                                                                              \
        "explain", "ID", "say in plain words why this one came out so"                             \
    }

/* out.c */
/** @brief A result of kind own into a file: a layer, a table or a plot by its ending. */
int cli_write_out(const struct cli_call *call, const routes_table *table, const char *file);

/* progress.c */
/** @brief Starts progress, Ctrl-C and the time limit; fills call->run. */
int cli_progress_start(struct cli_call *call);
/** @brief Says what stopped the work and where; returns CLI_STOPPED. */
int cli_stopped(const struct cli_call *call);
/** @brief Says what stopped the work and, as printf, what is there; returns CLI_STOPPED. */
int cli_stopped_short(const struct cli_call *call, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/** @brief Clears the line and gives the handlers back. */
void cli_progress_end(struct cli_call *call);

/* proj.c */
/**
 * @brief Fills run.proj_path and tells GDAL the same folder; before any thread starts.
 *
 * ROUTES_PROJ_DATA, else PROJ_DATA, else PROJ_LIB; of a list, the first folder with proj.db.
 */
int cli_proj_find(struct cli_call *call);
/** @brief Says so when PROJ's database cannot be used, before any work is done. */
int cli_proj_ready(const struct cli_call *call);
/** @brief Says what would make proj.db be found. */
void cli_proj_advise(const struct cli_call *call);

/* load.c */
/** @brief The model of a package or a workspace; faults are printed. */
int cli_load(const struct cli_call *call, const char *path, routes_model **model);
/** @brief The tiers asked for, each once; room for all there are. */
struct cli_tiers {
    routes_tier tiers[3];
    size_t count;
};
/** @brief --tier, --purpose and --approver for a job; `options` points into `tiers`. */
int cli_release(const struct cli_call *call, struct cli_tiers *tiers, routes_job_options *options);

/* network_input.c */
/** @brief Wanted columns of a plain table, with every --map of the call. */
int cli_plain(const struct cli_call *call, routes_table **table, const char *file,
              const routes_plain_column *columns, size_t n);
/** @brief The network of --links and --nodes, or of the package or workspace that is argument 0;
 *         the latter at --tier restricted alone. */
int cli_network(const struct cli_call *call, routes_network **network);
/** @brief Origins and destinations of --from, --to and --od: text columns origin, destination,
 *         volume, any of whose cells may be empty. */
int cli_ends(const struct cli_call *call, routes_table **ends);

/* laid.c */
/** @brief A model with its lanes laid. */
struct cli_laid {
    routes_model *model;
    routes_network *network;
    routes_laying *laying;
};
/** @brief Those of the package or workspace that is argument 0, at --tier restricted alone; to be
 *         freed, also after a failure. */
int cli_lay(const struct cli_call *call, struct cli_laid *laid);
/** @brief Frees all three. */
void cli_laid_free(struct cli_laid *laid);

/* hotspot_input.c */
/** @brief What a `hotspot` verb cannot do without; its columns are read anyway where asked for. */
enum cli_needs {
    CLI_NEEDS_VALUE = 1,
    CLI_NEEDS_POPULATION = 2,
    CLI_NEEDS_EXPECTED = 4,
    CLI_NEEDS_TIME = 8,     /**< Then an id may come once a time. */
    CLI_NEEDS_PLACE = 16,   /**< Every row has x and y, and a geometry in a layer. */
    CLI_NEEDS_WEIGHTS = 32, /**< Queen where no --weights are given. */
    CLI_NEEDS_SELF = 64,    /**< Each area is its own neighbour. */
    CLI_NEEDS_POINTS = 256, /**< Rows are points: they need no id, and may be alike. */
    CLI_NEEDS_RANGE = 128, /**< Low, high and distribution of the value, where the file has them. */
    CLI_NEEDS_OTHER = 512  /**< A second figure. */
};
/** @brief The areas and their weights; see routes/plain.h and routes/area_weights.h. */
struct cli_hotspot {
    routes_table *areas;     /**< id, then of value, population, expected, time what was asked for,
                                  then x, y, geometry. */
    routes_weights *weights; /**< Null where none are needed and none were asked for. */
    routes_table *places;    /**< id, x, y, geometry of --places; null where it is not given. */
};
/** @brief The options that cli_hotspot_read() reads. */
#define CLI_HOTSPOT_INPUT                                                                          \
    {"input", "FILE[:LAYER]", "areas: .csv .gpkg .shp .geojson .fgb .kml"},                        \
        {"id", "COLUMN", "id of the area (default: id)"},                                          \
        {"value", "COLUMN", "what is looked at (default: value)"},                                 \
        {"population", "COLUMN", "population or other denominator"},                               \
        {"expected", "COLUMN", "value that is expected"}, {"time", "COLUMN", "period"},            \
        {"x", "COLUMN", "longitude, or x in a plane, of a table"},                                 \
        {"y", "COLUMN", "latitude, or y in a plane, of a table"},                                  \
        {"crs", "EPSG:4326|plane", "what the coordinates are; plane keeps them as they are"},      \
    {                                                                                              \
        "map", "FIELD=COLUMN", "take FIELD from COLUMN of the files; may be repeated"              \
    }
/** @brief Those of the ranges among them. */
#define CLI_HOTSPOT_RANGE                                                                          \
    {"low", "COLUMN", "the least the value may be (default: value_low)"},                          \
        {"high", "COLUMN", "the most it may be (default: value_high)"},                            \
        {"population-low", "COLUMN", "the least population"},                                      \
    {                                                                                              \
        "population-high", "COLUMN", "the most population"                                         \
    }
/** @brief Those of the weights among them. */
#define CLI_HOTSPOT_WEIGHTS                                                                        \
    {"weights", "RULE|FILE",                                                                       \
     "queen (default), rook, knn:8, band:50km, kernel:gaussian:50km, network:band:20km, or a "     \
     ".gal, .gwt or .csv (from,to[,weight])"},                                                     \
        {"order", "N", "neighbours of neighbours, N steps away (default 1)"},                      \
        {"lower", NULL, "with --order: the nearer ones too"},                                      \
        {"both-ways", NULL, "with knn: a neighbour of one has it as neighbour"},                   \
        {"sphere", NULL, "distances on a sphere instead of the ellipsoid"},                        \
        {"islands", "WHAT", "keep (default), nearest or refuse: areas without a neighbour"},       \
        {"with-self", NULL, "each area is its own neighbour"},                                     \
        {"row-standardised", NULL, "the weights of each area sum to 1"},                           \
        {"links", "FILE", "of network weights: CSV with from,to and length"},                      \
        {"nodes", "FILE", "CSV with id; adds nodes without links"},                                \
    {                                                                                              \
        "directed", NULL, "links run one way"                                                      \
    }
/** @brief Reads --input and --weights; faults are printed. `needs`: of enum cli_needs. */
int cli_hotspot_read(const struct cli_call *call, struct cli_hotspot *input, unsigned needs);
/** @brief Frees both. */
void cli_hotspot_free(struct cli_hotspot *input);
/** @brief The model that is argument 0, at --tier restricted alone. */
int cli_restricted(const struct cli_call *call, routes_model **model);

/* the commands, one file a noun */
int cmd_doctor(struct cli_call *call);
int cmd_check(struct cli_call *call);
int cmd_init(struct cli_call *call);
int cmd_info(struct cli_call *call);
int cmd_import(struct cli_call *call);
int cmd_run(struct cli_call *call);
int cmd_export(struct cli_call *call);
int cmd_map(struct cli_call *call);
int cmd_chokepoint_displace(struct cli_call *call);
int cmd_chokepoint_interdict(struct cli_call *call);
int cmd_chokepoint_place(struct cli_call *call);
int cmd_graph_path(struct cli_call *call);
int cmd_graph_betweenness(struct cli_call *call);
int cmd_graph_closeness(struct cli_call *call);
int cmd_graph_articulation(struct cli_call *call);
int cmd_graph_bridges(struct cli_call *call);
int cmd_graph_cut(struct cli_call *call);
int cmd_chokepoint_rank(struct cli_call *call);
int cmd_hotspot_density(struct cli_call *call);
int cmd_hotspot_emerging(struct cli_call *call);
int cmd_hotspot_global(struct cli_call *call);
int cmd_hotspot_local(struct cli_call *call);
int cmd_hotspot_rank(struct cli_call *call);
int cmd_hotspot_rates(struct cli_call *call);
int cmd_hotspot_scan(struct cli_call *call);
int cmd_hotspot_weights(struct cli_call *call);
int cmd_hotspot_nodes(struct cli_call *call);
int cmd_hotspot_lanes(struct cli_call *call);

#endif
