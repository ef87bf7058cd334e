/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command, in the order of the help: what it takes, what it does, one example. */

#include "cli.h"

#define END                                                                                        \
    {                                                                                              \
        NULL, NULL, NULL                                                                           \
    }

#define TIER_OPTIONS                                                                               \
    {"tier", "TIER", "public (default), partner or restricted"},                                   \
        {"purpose", "TEXT", "what for; required above public"},                                    \
    {                                                                                              \
        "approver", "CODE", "who approved; required above public"                                  \
    }

const struct cli_option cli_common[] = {
    {"json", NULL, "print the result as JSON table schema with rows"},
    {"out", "FILE", "write the result to a file; its ending says how, .svg .pdf .png draw it"},
    {"plot", "NAME", "what --out draws: clusters, moran, funnel or ranks (default: the usual one)"},
    {"date", "D", "date of the run, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else today)"},
    {"seed", "N", "seed of random streams (default 1)"},
    {"threads", "N", "threads to use (default: all cores); results do not depend on it"},
    {"time-limit", "S", "stop after S seconds with what is there"},
    {"progress", "WHEN", "auto, always or never, on standard error"},
    {"color", "WHEN", "auto, always or never; NO_COLOR is honoured"},
    {"quiet", NULL, "no warnings, no progress"},
    {"verbose", NULL, "more on standard error, and the time spent"},
    {"help", NULL, "this text"},
    END,
};

static const struct cli_option init_options[] = {
    {"from", "PACKAGE", "the data package: a folder with datapackage.json"},
    END,
};
static const struct cli_option import_options[] = {
    {"rejects", "FILE", "where refused rows go (default: FILE.rejects.csv)"},
    {"map", "FIELD=COLUMN", "take FIELD from COLUMN of the file; may be repeated"},
    END,
};
static const struct cli_option run_options[] = {
    TIER_OPTIONS,
    {"workspace", "FILE", "also keep the model in this workspace"},
    {"ledger", "FILE", "ledger of releases (default: OUT/.ledger/releases.jsonl)"},
    {"teams", "K", "teams to place (default 5)"},
    END,
};
static const struct cli_option export_options[] = {TIER_OPTIONS, END};

static const struct cli_option map_options[] = {
    {"figure", "NAME",
     "lanes (Figure 4-1), region (Figure 4-2), hotspots, chokepoints, displacement or teams"},
    TIER_OPTIONS,
    END,
};

#define NETWORK_OPTIONS                                                                            \
    {"links", "FILE", "CSV with from,to and any of id,length,time,reliability,directed"},          \
        {"nodes", "FILE", "CSV with id; adds nodes without links"},                                \
        {"map", "FIELD=COLUMN", "take FIELD from COLUMN of the files; may be repeated"},           \
        {"directed", NULL, "links run one way"}, TIER_OPTIONS

static const struct cli_option chokepoint_rank_options[] = {
    {"of", "WHAT", "crossings (default), places or links; on --links, nodes or links"},
    {"pairs", NULL, "what the loss of two at once costs, and how far round it is then"},
    {"weight", "WHAT", "lanes (default): each counts 1; volume: by its number"},
    {"unit", "UNIT", "of the volumes (default: persons_per_year)"},
    {"lanes", "WHICH", "in a draw: by their grade (default), or all of them"},
    {"unseen", "N", "lanes nobody saw in a draw, on average (default: as many as are left out)"},
    {"draws", "N", "draws (default 1000)"},
    {"top", "K", "how many count as the top (default 5)"},
    {"level", "P", "of the rank interval (default 0.95)"},
    {"spread", "WORD", "of ranges: default, uniform, triangular or pert"},
    {"explain", "ID", "say in plain words why this one came out so"},
    {"teams", "K", "placed before the one that --explain speaks of (default 5)"},
    {"od", "FILE", "CSV with origin,destination and any of volume,low,moderate,high,chance"},
    {"by", "WEIGHT", "with --od: length (default) or time"},
    NETWORK_OPTIONS,
    END,
};
#define PLACE_OPTIONS                                                                              \
    {"theta", "WORD|N",                                                                            \
     "how much is known to those who evade: nobody, few, some (default), most, all, or a number "  \
     "(0, 1, 4, 16, infinite)"},                                                                   \
        {"at", "WHAT", "crossings (default), places or links"},                                    \
        {"sites", "FILE",                                                                          \
         "CSV with id and any of detection,detection_low,detection_high,hours,most,cost,fixed,"    \
         "forbidden,traffic"},                                                                     \
        {"unit", "UNIT", "weigh lanes by what they state in it (default: each lane is 1)"},        \
        {"habit", "N", "a way twice as long is taken 2^-N as often before (default 8)"},           \
        {"cutoff", "N", "ways longer than N times the shortest are not taken (default 3)"},        \
    {                                                                                              \
        "map", "FIELD=COLUMN", "take FIELD from COLUMN of the files; may be repeated"              \
    }

static const struct cli_option place_options[] = {
    {"teams", "K", "at most (default 5)"},
    {"aim", "WORD", "expected (default): at theta; worst: the least over all theta"},
    {"fix", "ID", "a team stands here in every plan; may be repeated"},
    {"forbid", "ID", "no team stands here; may be repeated"},
    {"budget", "N", "that the costs of --sites may sum to (default: no limit)"},
    {"show", "WHAT", "teams (default), curve, others, regret, displacement or sites"},
    {"alternatives", "N", "most other plans (default 10)"},
    {"tolerance", "T", "how far behind the best they may be (default 0.01)"},
    {"draws", "N", "draws from the ranges (default 1000)"},
    {"lanes", "WHICH", "in a draw: by their grade (default), or all of them"},
    {"explain", "ID", "say in plain words why a team stands there, or does not"},
    PLACE_OPTIONS,
    TIER_OPTIONS,
    END,
};
static const struct cli_option displace_options[] = {
    {"watch", "ID", "a team stands here; may be repeated"},
    PLACE_OPTIONS,
    TIER_OPTIONS,
    CLI_EXPLAIN,
    END,
};
static const struct cli_option path_options[] = {
    {"from", "NODE", "where the path begins"},
    {"to", "NODE", "where it ends; without it, to every node"},
    {"reliable", NULL, "the most reliable path instead of the shortest"},
    {"by", "WEIGHT", "length (default) or time"},
    {"k", "K", "the K best paths; with --disjoint at most K of them (default: all)"},
    {"disjoint", "WHAT", "edges or nodes: paths that share none, least in total"},
    NETWORK_OPTIONS,
    END,
};
static const struct cli_option betweenness_options[] = {
    {"of", "WORD", "nodes (default) or links"},
    {"od", "FILE",
     "CSV with origin,destination,volume (default: 1 from every node to every other)"},
    {"by", "WEIGHT", "length (default), time or reliability"},
    {"cutoff", "LENGTH", "ways longer than this count as none: 500, 500m or 2km; by time, seconds"},
    {"error", "SHARE", "from a sample of ways, off by at most this share of all demand"},
    {"confidence", "P", "of a sample: the chance that no row is farther off (default 0.99)"},
    NETWORK_OPTIONS,
    END,
};
static const struct cli_option closeness_options[] = {
    {"to", "NODE", "a node to be reached; may be repeated (default: every known crossing)"},
    {"diffuse", NULL, "the other ways over the border are crossings too"},
    {"by", "WEIGHT", "length (default) or time"},
    NETWORK_OPTIONS,
    END,
};
static const struct cli_option structure_options[] = {
    {"od", "FILE", "CSV with origin,destination,volume: what each node or link separates"},
    NETWORK_OPTIONS,
    END,
};
static const struct cli_option cut_options[] = {
    {"from", "NODE", "an origin; may be repeated"},
    {"to", "NODE", "a destination; may be repeated"},
    {"od", "FILE", "CSV with origin,destination: all of them"},
    {"nearest", "WORD",
     "of cuts that cost the same, that nearest the origin (default) or "
     "destination"},
    {"members", "WHICH",
     "of one cut (default); shared: in every minimum cut; any: in at least one"},
    NETWORK_OPTIONS,
    END,
};
static const struct cli_option interdict_options[] = {
    {"kind", "WORD",
     "path (default): the shortest way made longest; flow: the most that can flow made least; "
     "reliable: the most reliable ways made least reliable"},
    {"budget", "B", "what the watched may cost together (default 1)"},
    {"step", "S", "also plans for the budgets 0, S, 2 S and so on"},
    {"sites", "WORD", "what may be watched: links (default), nodes, both, or a model's crossings"},
    {"remove", NULL, "what is watched is closed, whatever delay or chance is stated"},
    {"watched-factor", "F",
     "who passes a watched site does so with F times its reliability, whatever is stated"},
    {"alternatives", "N", "list up to N other plans as good (default 0; with --tolerance 10)"},
    {"tolerance", "T", "how far their value may lie behind the best (default 0)"},
    {"write-mps", "FILE", "also write the integer programme, for any other solver"},
    {"solver", "WORD", "own (default); highs: HiGHS is asked too, its opinion stands in the meta"},
    {"highs", "FILE", "HiGHS's library (default: ROUTES_HIGHS, else libhighs of the system)"},
    {"by", "WEIGHT", "length (default) or time"},
    {"from", "NODE", "where the way or the flow begins; of a flow it may be repeated"},
    {"to", "NODE", "where it ends; likewise"},
    {"od", "FILE", "CSV with origin,destination and, with --kind reliable, volume: all of them"},
    {"links", "FILE",
     "CSV with from,to and any of id,length,time,reliability,directed,watchable,watch_cost,delay,"
     "capacity,reliability_watched"},
    {"nodes", "FILE",
     "CSV with id and any of watchable,watch_cost,delay,capacity,reliability_watched"},
    {"map", "FIELD=COLUMN", "take FIELD from COLUMN of the files; may be repeated"},
    {"directed", NULL, "links run one way"},
    TIER_OPTIONS,
    CLI_EXPLAIN,
    END,
};
static const struct cli_option density_options[] = {
    {"events", "FILE", "CSV with link,offset_m, or node, or lon,lat; and weight"},
    {"bandwidth", "LENGTH", "reach of the kernel: 500, 500m or 2km"},
    {"spacing", "LENGTH", "longest piece of a link (default: a tenth of the bandwidth)"},
    {"method", "WORD", "discontinuous (default), continuous or simple"},
    {"kernel", "WORD", "quartic (default), epanechnikov, triangular, uniform or gaussian"},
    {"dead-ends", "WORD", "keep (default) or lose what arrives at a dead end"},
    NETWORK_OPTIONS,
    END,
};
static const struct cli_option nodes_options[] = {
    {"unit", "UNIT", "of the volumes ranked, such as persons_per_year (default: the commonest)"},
    {"quantity", "WORD", "of the observations counted (default: the only one there is)"},
    {"top", "K", "how many count as the top (default 10)"},
    {"draws", "N", "draws from the ranges (default 9999)"},
    {"min-nodes", "N", "ranked in a role for a class to be given (default 20)"},
    {"min-lanes", "N", "lanes with a number in the unit for any class (default 20)"},
    TIER_OPTIONS,
    CLI_EXPLAIN,
    END,
};
static const struct cli_option lane_options[] = {
    {"statistic", "WORD", "gi_star (default) or moran"},
    {"neighbours", "WORD", "ends (default): lanes that share an end; links: that share a way"},
    {"quantity", "WORD", "of the observations counted (default: the only one there is)"},
    {"permutations", "N", "permutations a lane (default 9999)"},
    {"draws", "N", "draws from the ranges (default 99)"},
    {"min-lanes", "N", "lanes alike that a test needs (default 20)"},
    {"min-cases", "N", "cases that a test of counts needs (default 20)"},
    TIER_OPTIONS,
    CLI_EXPLAIN,
    END,
};

static const struct cli_option hotspot_weights_options[] = {
    CLI_HOTSPOT_INPUT,
    CLI_HOTSPOT_WEIGHTS,
    END,
};

static const struct cli_option hotspot_local_options[] = {
    CLI_HOTSPOT_INPUT,
    CLI_HOTSPOT_RANGE,
    CLI_HOTSPOT_WEIGHTS,
    {"statistic", "NAME",
     "gi_star (default), gi, moran, moran_eb, moran_bivariate, geary or join_count"},
    {"permutations", "N", "drawings an area (default 9999)"},
    {"normal", NULL, "no drawings: p from the normal curve"},
    {"stop", "N", "leave an area after N drawings as extreme as its own (default: never)"},
    {"sided", "SIDE", "two (default), greater, less or folded"},
    {"moments", "KIND", "conditional (default) or total, of Moran and Geary"},
    {"adjust", "METHOD", "bh (default), by, bonferroni or none"},
    {"alpha", "P", "classes are given up to this corrected p (default 0.05)"},
    {"min-areas", "N", "areas with figures that a test needs (default 20)"},
    {"min-cases", "N", "sum of the values that a test needs (default 0)"},
    {"redraws", "N", "draws from ranges and chance in which a class must hold (default 0)"},
    {"least-share", "SHARE", "of the redraws; below it a class is uncertain (default 0.9)"},
    CLI_EXPLAIN,
    {"other", "COLUMN", "second figure of moran_bivariate, taken of the neighbours"},
    {"style", "WEIGHTS", "row (they sum to 1), given, or default (row; given for join_count)"},
    {"divisor", "N", "of the variance in Moran and Geary: n (default) or n-1, as GeoDa"},
    {"draws", "KIND", "each (default): each area its own; shared: one set for all, much quicker"},
    END,
};
static const struct cli_option hotspot_global_options[] = {
    CLI_HOTSPOT_INPUT,
    CLI_HOTSPOT_WEIGHTS,
    {"statistic", "NAME", "moran (default), moran_eb, geary, general_g or join_count"},
    {"assumption", "KIND", "randomisation (default) or normality, of Moran and Geary"},
    {"permutations", "N", "p from N drawings of all values (default: from the moments)"},
    {"style", "WEIGHTS", "row (they sum to 1), given, or default (row for Moran and Geary)"},
    {"min-areas", "N", "areas with figures that a test needs (default 20)"},
    END,
};

static const struct cli_option hotspot_rates_options[] = {
    {"rate", "NAME",
     "raw (default), excess, eb, eb_binomial, eb_local, eb_local_geoda, spatial or spatial_mean"},
    {"per", "N", "rates per so many (default 1)"},
    {"level", "P", "of the intervals (default 0.95)"},
    {"min-count", "N", "mark rates that rest on fewer events (default 20)"},
    CLI_HOTSPOT_INPUT,
    CLI_HOTSPOT_RANGE,
    CLI_HOTSPOT_WEIGHTS,
    CLI_EXPLAIN,
    END,
};
static const struct cli_option hotspot_rank_options[] = {
    {"top", "K", "how many count as the top (default 10)"},
    {"method", "NAME", "auto (default), draws or exact"},
    {"draws", "N", "draws (default 9999)"},
    {"level", "P", "of the rank intervals (default 0.95)"},
    {"sampling", "NAME", "counts (default: poisson where there is a population), none or poisson"},
    {"spread", "NAME",
     "of ranges: default (triangular, else uniform), uniform, triangular or pert"},
    {"distribution", "COLUMN", "spread of each range (default: distribution)"},
    CLI_HOTSPOT_INPUT,
    CLI_HOTSPOT_RANGE,
    CLI_EXPLAIN,
    END,
};
static const struct cli_option hotspot_emerging_options[] = {
    {"period", "NAME", "given (default: each time), year, quarter or month"},
    {"hexagons", "WIDTH", "rows are points: gather them in hexagons so wide, 500m or 2km"},
    {"absent", "NAME", "unknown (default) or zero: what an area without a row in a period had"},
    {"classes", "NAME", "arcgis (default) or sfdep"},
    {"window", "NAME", "cube (default) or periods: what the scores are measured by"},
    {"lags", "N", "earlier periods in the neighbourhood (default 1)"},
    {"inference", "NAME", "permutation (default) or normal"},
    {"permutations", "N", "permutations (default 9999)"},
    {"alpha", "P", "of the periods and of the trend (default 0.05)"},
    {"trend-alpha", "P", "of the trend (default: alpha)"},
    {"adjust", "NAME", "bh (default) or none: over all areas and periods"},
    {"min-areas", "N", "areas with figures that a test needs (default 20)"},
    {"min-periods", "N", "periods that an area needs (default 10)"},
    {"min-cases", "N", "cases that a test needs (default 20)"},
    CLI_HOTSPOT_INPUT,
    CLI_HOTSPOT_WEIGHTS,
    CLI_EXPLAIN,
    END,
};
static const struct cli_option hotspot_scan_options[] = {
    CLI_HOTSPOT_INPUT,
    {"places", "FILE[:LAYER]", "id, x and y, where the input tells only counts"},
    {"controls", "COLUMN", "persons who are no case; with the cases they are the population"},
    {"strata", "COLUMN", "the measure is standardised over it; may be repeated"},
    {"model", "WORD", "poisson (default), bernoulli or permutation"},
    {"type", "WORD", "spatial (default), space-time or prospective"},
    {"window", "WORD", "circle (default) or ellipse"},
    {"penalty", "WORD", "of long ellipses: medium (default), strong or none"},
    {"distance", "WORD", "sphere (default; plane where the coordinates are), plane or network"},
    {"rates", "WORD", "high (default), low or both"},
    {"cap", "SHARE", "largest window, of the measure of all (default 0.5)"},
    {"cap-radius", "LENGTH", "largest radius: 3000, 3000m or 3km"},
    {"cap-periods", "N", "longest window (default: half the periods)"},
    {"least-cases", "N", "fewest cases of a window with too many (default 2)"},
    {"time-unit", "WORD", "auto (default), given, year, quarter, month or day"},
    {"time-aggregation", "N", "units to a period, counted from the last (default 1)"},
    {"start", "TIME", "first unit of the study (default: the first that stands there)"},
    {"end", "TIME", "last unit of the study"},
    {"replicates", "N", "random data sets (default 999)"},
    {"stop", "N", "stop once N of them are as striking (default: never)"},
    {"clusters", "N", "clusters to show (default: all)"},
    {"shard", "K/M", "only part K of M of the random data sets, as a table for --merge"},
    {"merge", "FILE", "parts made by --shard, all of them; may be repeated"},
    {"links", "FILE",
     "CSV with from,to and any of id,length,time,directed; for --distance network"},
    {"nodes", "FILE", "CSV with id; adds nodes without links"},
    {"directed", NULL, "links run one way"},
    CLI_EXPLAIN,
    END,
};

const struct cli_command cli_commands[] = {
    {"doctor", NULL, "look whether everything needed is here", "", 0, 0, NULL,
     "Lists the versions of the libraries underneath, GDAL's drivers, proj.db, the fonts, and "
     "whether the folder can be written, and says what to do about each fault.",
     "routes doctor", cmd_doctor},
    {"check", NULL, "judge a data package or a workspace; nothing is written", "PACKAGE|WORKSPACE",
     1, 1, NULL,
     "Reads everything and lists every fault with file, row, field, value and remedy. Exit 3 when "
     "there is an error; warnings and notes leave 0.",
     "routes check data/cambodia-2001", cmd_check},
    {"init", NULL, "make a workspace from a data package", "WORKSPACE", 1, 1, init_options,
     "The workspace is one GeoPackage file. It appears only when it is whole; an older one of the "
     "same name is replaced at once.",
     "routes init cambodia.gpkg --from data/cambodia-2001", cmd_init},
    {"info", NULL, "say what a workspace or a package holds", "WORKSPACE|PACKAGE", 1, 1, NULL,
     "One row a table: rows, period, sources.", "routes info cambodia.gpkg", cmd_info},
    {"import", NULL, "add rows to a table of a workspace", "WORKSPACE TABLE FILE", 3, 3,
     import_options,
     "Every row read is kept or rejected; rejected rows go to a file with the reason. A file with "
     "personal data, or with positions of services, is refused as a whole.",
     "routes import cambodia.gpkg observations reports.csv", cmd_import},
    {"run", NULL, "the whole job: check, graph, hotspots, chokepoints, layers, maps, brief",
     "PACKAGE|WORKSPACE", 1, 1, run_options,
     "Writes one folder a tier under --out: layers.gpkg, shapefiles, tables, figures, brief, "
     "provenance.json and release.json. Without --tier it is public.",
     "routes run data/cambodia-2001 --out out", cmd_run},
    {"export", NULL, "write one layer as a file", "PACKAGE|WORKSPACE LAYER FILE", 3, 3,
     export_options, "The ending says the format: .gpkg .shp .geojson .fgb .csv .json.",
     "routes export data/cambodia-2001 lanes lanes.geojson", cmd_export},
    {"graph", "path", "the shortest or the most reliable path, or several", "[PACKAGE|WORKSPACE]",
     0, 1, path_options,
     "On the user's own table of links (tier own), or on the network of a package or workspace "
     "(restricted). With --k the best paths that visit no node twice; with --disjoint the "
     "alternatives that share nothing: their number is what must be held to part the two.",
     "routes graph path --links links.csv --from a --to b", cmd_graph_path},
    {"graph", "betweenness", "what passes each node or link on shortest ways",
     "[PACKAGE|WORKSPACE]", 0, 1, betweenness_options,
     "Exact; equally short ways share a demand, as ways. Both directions count, so that a pair of "
     "nodes counts twice without --od. What has no way is summed as unserved.",
     "routes graph betweenness --links links.csv --od trips.csv --of links", cmd_graph_betweenness},
    {"graph", "closeness", "how far each node is from the nearest crossing, or from given nodes",
     "[PACKAGE|WORKSPACE]", 0, 1, closeness_options,
     "Along the network, in the direction of its links. A node without a way to any of them has an "
     "empty distance.",
     "routes graph closeness --links links.csv --to a --to b", cmd_graph_closeness},
    {"graph", "articulation", "nodes whose loss cuts the network", "[PACKAGE|WORKSPACE]", 0, 1,
     structure_options,
     "For each cut node the pieces into which its part of the network falls, and with --od the "
     "volume that is cut off.",
     "routes graph articulation --links links.csv", cmd_graph_articulation},
    {"graph", "bridges", "links whose loss cuts the network", "[PACKAGE|WORKSPACE]", 0, 1,
     structure_options, "A link with another beside it is no bridge.",
     "routes graph bridges --links links.csv", cmd_graph_bridges},
    {"graph", "cut", "the links that part origins from destinations at the least cost",
     "[PACKAGE|WORKSPACE]", 0, 1, cut_options,
     "The minimum cut, and as its value the most that can flow. Links have a column capacity, "
     "nodes too where they are limited: decimals from 0 up, or unlimited. Without, every link "
     "counts 1, and the value is the number of ways that share no link.",
     "routes graph cut --links links.csv --from a --from b --to c", cmd_graph_cut},
    {"chokepoint", "interdict", "what to watch so that the other side, which sees it, does worst",
     "[PACKAGE|WORKSPACE]", 0, 1, interdict_options,
     "The links or nodes within a budget that lengthen the shortest way the most, by their column "
     "delay or closed, or with --kind flow those whose closing leaves the least to flow, or with "
     "--kind reliable those whose watching leaves the least chance to pass on the most reliable "
     "way, by the volumes of --od. Columns "
     "watchable and watch_cost say what may be watched and what it "
     "costs; without, every link may, and costs 1: the most vital ones. The plan is proved best, "
     "or stands beside a bound that none passes: stopped by --time-limit or Ctrl-C the best so far "
     "is told (exit 5). What is found on a package or workspace is restricted.",
     "routes chokepoint interdict --links links.csv --from a --to b --budget 2",
     cmd_chokepoint_interdict},
    {"chokepoint", "place", "where K teams find the most lanes when these shift in answer",
     "PACKAGE|WORKSPACE", 1, 1, place_options,
     "The plan, proved best or beside a bound that none passes; what each team adds; how often "
     "each place is chosen over draws from the ranges; and where the lanes would go "
     "(displacement), "
     "without which no plan is told. --show curve gives the best plan of every number of teams, "
     "others the plans nearly as good, regret what the plan loses where theta is another. Stopped "
     "by --time-limit or Ctrl-C the best so far is told (exit 5). What travellers are may not "
     "steer "
     "where they are stopped: such columns of --sites are refused.",
     "routes chokepoint place cambodia.gpkg --teams 3 --tier restricted --purpose review "
     "--approver A1",
     cmd_chokepoint_place},
    {"chokepoint", "displace", "where lanes go when given places are watched", "PACKAGE|WORKSPACE",
     1, 1, displace_options,
     "Every crossing and link before and after, those that gain most first: where to look next. "
     "Displacement is neither certain nor total; after_all is what the best informed would do.",
     "routes chokepoint displace cambodia.gpkg --watch X01 --tier restricted --purpose review "
     "--approver A1",
     cmd_chokepoint_displace},
    {"chokepoint", "rank", "what would be lost with a crossing, place or link, and how sure",
     "[PACKAGE|WORKSPACE]", 0, 1, chokepoint_rank_options,
     "Each is held in turn, and what passes is laid again: what part is cut off, how far round the "
     "rest goes. Ranks come with intervals, over draws that leave out doubtful lanes, add "
     "plausible ones that nobody saw, and move numbers within their ranges. Restricted; the "
     "user's own --links with --od are not.",
     "routes chokepoint rank data/cambodia-2001 --tier restricted --purpose 'where to help' "
     "--approver A1",
     cmd_chokepoint_rank},
    {"hotspot", "density", "where along the ways events lie together", "[PACKAGE|WORKSPACE]", 0, 1,
     density_options,
     "Events per metre at the middle of each piece of each link. The two methods that share keep "
     "the number of events; the simple one counts an event again at every junction.",
     "routes hotspot density --links links.csv --events events.csv --bandwidth 500m",
     cmd_hotspot_density},
    {"hotspot", "global", "whether like values lie together on the map as a whole", "", 0, 0,
     hotspot_global_options,
     "One row: the statistic, its mean and variance were the values in any order, z and p of both "
     "sides; three rows for join counts. With --population or --expected the rate is tested.",
     "routes hotspot global --input areas.gpkg --id code --value cases --population people "
     "--statistic moran",
     cmd_hotspot_global},
    {"hotspot", "local", "where high or low values lie together", "", 0, 0, hotspot_local_options,
     "Every area against its neighbours, by conditional permutation, corrected for the number of "
     "areas. With --population the rate is tested, not the count. Ranges stand in the columns of "
     "the value and of the population with _low and _high. --out FILE.svg draws the cluster map, "
     "with --plot moran the Moran scatter plot.",
     "routes hotspot local --input areas.gpkg --id code --value cases --population people "
     "--statistic moran",
     cmd_hotspot_local},
    {"hotspot", "rates", "rates, raw or smoothed, with intervals", "", 0, 0, hotspot_rates_options,
     "One row an area: id, observed, population, rate, lower, upper, and what stands behind them. "
     "An area without a rate says why; rates that rest on few events are marked. The local and "
     "the spatial rates need --weights.",
     "routes hotspot rates --input areas.gpkg --id code --value cases --population people --rate "
     "eb --per 100000",
     cmd_hotspot_rates},
    {"hotspot", "rank", "who comes first, and how sure that is", "", 0, 0, hotspot_rank_options,
     "One row an area: id, rank, rank_lower, rank_upper, share_in_top. Rank 1 is the largest. "
     "Stated ranges are spread between their ends, counts by chance.",
     "routes hotspot rank --input areas.csv --value cases --low least --high most --top 5",
     cmd_hotspot_rank},
    {"hotspot", "emerging", "hotspots over time: new, growing, lasting, fading", "", 0, 0,
     hotspot_emerging_options,
     "One row an area: id, hot_class, trend_z, trend_p, periods_hot. The table has one row an area "
     "and time, or, with --hexagons, one a point; Gi* is tested in every period, its trend by Mann "
     "and Kendall.",
     "routes hotspot emerging --input reports.gpkg --id code --value cases --time month --weights "
     "queen",
     cmd_hotspot_emerging},
    {"hotspot", "scan", "clusters in space and time, and how likely chance makes them", "", 0, 0,
     hotspot_scan_options,
     "Kulldorff's scan statistics. A window grows round every area, up to half of all; the most "
     "striking ones that share no area are listed. --distance network takes --links, whose nodes "
     "have the ids of the areas.",
     "routes hotspot scan --input cases.csv --places towns.csv --x lon --y lat --crs EPSG:4326 "
     "--population people --time year --type space-time",
     cmd_hotspot_scan},
    {"hotspot", "weights", "who is whose neighbour, and how much", "", 0, 0,
     hotspot_weights_options,
     "One row a pair: from, to, weight. Areas that share a point of their borders (queen), or a "
     "line (rook), those nearest or within a distance, by the air or by the way along a network, "
     "or what a file says. --out takes .gal and .gwt too. Areas without a neighbour are named on "
     "standard error.",
     "routes hotspot weights --input areas.gpkg --id code --weights queen", cmd_hotspot_weights},
    {"hotspot", "nodes", "places and crossings that come first, and how sure that is",
     "PACKAGE|WORKSPACE", 1, 1, nodes_options,
     "As origin, in transit and as destination: volumes of lanes with their ranges, rank intervals "
     "and the share of draws in the top; discovered and reported counts apart. Restricted.",
     "routes hotspot nodes data/cambodia-2001 --tier restricted --purpose 'where to help' "
     "--approver A1",
     cmd_hotspot_nodes},
    {"hotspot", "lanes", "lanes whose volumes stand out with those near them", "PACKAGE|WORKSPACE",
     1, 1, lane_options,
     "Gi* or local Moran among lanes whose volumes are alike; neighbours share an end or a way. "
     "Discovered and "
     "reported counts are kept apart and tested by monitored hours. Restricted.",
     "routes hotspot lanes data/cambodia-2001 --tier restricted --purpose 'where to help' "
     "--approver A1",
     cmd_hotspot_lanes},
    {"map", NULL, "draw a figure", "PACKAGE|WORKSPACE", 1, 1, map_options,
     "The ending of --out says the format: .svg .pdf .png.",
     "routes map data/cambodia-2001 --figure lanes --out figure-4-1.svg", cmd_map},
    {NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL},
};
