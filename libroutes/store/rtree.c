/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/rtree.h"

#include <string.h>

/* Bytes of a node: two numbers of 16 bits, then the cells of 8 + 4 * 4 bytes. */
#define NODE_SIZE (4 + ROUTES_I_RTREE_CELLS * 24)

/* The table by way of which nodes go into the index, and how many at once. */
#define PACK "routes_pack"
#define PACK_SIZE 512

static uint8_t *put_number(uint8_t *to, uint64_t value, int bytes)
{
    for (int i = bytes; i-- > 0;)
        *to++ = (uint8_t)(value >> (8 * i));
    return to;
}

/* The depth stands in the root only; leaves have depth 0. Numbers are big-endian. */
static void write_bytes(uint8_t bytes[NODE_SIZE], const routes_i_rtree_node *node, size_t depth)
{
    memset(bytes, 0, NODE_SIZE);
    uint8_t *to = put_number(bytes, depth, 2);
    to = put_number(to, node->size, 2);
    for (size_t i = 0; i < node->size; i++) {
        to = put_number(to, (uint64_t)node->ids[i], 8);
        for (int k = 0; k < 4; k++) {
            uint32_t bits;
            memcpy(&bits, &node->boxes[i][k], sizeof bits);
            to = put_number(to, bits, 4);
        }
    }
}

static bool add_column(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH column = OGR_Fld_Create(name, type);
    OGRErr failed = OGR_L_CreateField(layer, column, 0);
    OGR_Fld_Destroy(column);
    return failed == OGRERR_NONE;
}

routes_status routes_i_rtree_begin(routes_i_rtree *tree, routes_i_gpkg *file, const char *name,
                                   routes_error *err)
{
    char *options[] = {"FID=number", NULL};
    *tree = (routes_i_rtree){.file = file, .name = name, .nodes = 2};
    tree->pack = GDALDatasetCreateLayer(file->dataset, PACK, NULL, wkbNone, options);
    if (!tree->pack || !add_column(tree->pack, "data", OFTBinary) ||
        !add_column(tree->pack, "is_leaf", OFTInteger) ||
        !add_column(tree->pack, "members", OFTString))
        return routes_i_gpkg_fail(file, "write to", err);
    tree->row = OGR_F_Create(OGR_L_GetLayerDefn(tree->pack));
    return tree->row ? ROUTES_OK : routes_i_gpkg_fail(file, "write to", err);
}

/* Nodes go into the index by way of a table: as text in a statement each they would cost more. */
static routes_status unpack(routes_i_rtree *tree, routes_error *err)
{
    routes_i_gpkg *file = tree->file;
    routes_status status = routes_i_gpkg_do(
        file, err, "INSERT OR REPLACE INTO \"%s_node\" SELECT number, data FROM " PACK, tree->name);
    if (!status)
        status = routes_i_gpkg_do(file, err,
                                  "INSERT INTO \"%s_rowid\" (rowid, nodeno) SELECT value, number"
                                  " FROM " PACK ", json_each(members) WHERE is_leaf = 1",
                                  tree->name);
    if (!status)
        status = routes_i_gpkg_do(file, err,
                                  "INSERT INTO \"%s_parent\" (nodeno, parentnode) SELECT value,"
                                  " number FROM " PACK ", json_each(members) WHERE is_leaf = 0",
                                  tree->name);
    if (!status)
        status = routes_i_gpkg_do(file, err, "DELETE FROM " PACK);
    tree->packed = 0;
    return status;
}

static void list_members(routes_i_text *to, const routes_i_rtree_node *node)
{
    to->size = 0;
    routes_i_text_add(to, "[");
    for (size_t i = 0; i < node->size; i++)
        routes_i_text_print(to, i ? ",%lld" : "%lld", (long long)node->ids[i]);
    routes_i_text_add(to, "]");
}

static routes_status write_node(routes_i_rtree *tree, const routes_i_rtree_node *node,
                                int64_t number, size_t level, bool is_root, routes_error *err)
{
    uint8_t bytes[NODE_SIZE];
    write_bytes(bytes, node, is_root ? level : 0);
    list_members(&tree->members, node);
    if (tree->members.failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an index");
    OGR_F_SetFID(tree->row, number);
    OGR_F_SetFieldBinary(tree->row, 0, NODE_SIZE, bytes);
    OGR_F_SetFieldInteger(tree->row, 1, level == 0);
    OGR_F_SetFieldString(tree->row, 2, tree->members.bytes);
    if (OGR_L_CreateFeature(tree->pack, tree->row) != OGRERR_NONE)
        return routes_i_gpkg_fail(tree->file, "write to", err);
    return ++tree->packed == PACK_SIZE ? unpack(tree, err) : ROUTES_OK;
}

static void add_cell(routes_i_rtree_node *node, int64_t id, const float box[4])
{
    node->ids[node->size] = id;
    memcpy(node->boxes[node->size++], box, sizeof *node->boxes);
}

/* Writes the node of a level, and adds it to the one above, which has room. */
static routes_status close_node(routes_i_rtree *tree, size_t level, routes_error *err)
{
    routes_i_rtree_node *node = &tree->levels[level];
    float box[4];
    int64_t number = tree->nodes++;
    memcpy(box, node->boxes[0], sizeof box);
    for (size_t i = 1; i < node->size; i++)
        for (int k = 0; k < 4; k++) {
            float value = node->boxes[i][k];
            bool further = k % 2 ? value > box[k] : value < box[k];
            box[k] = further ? value : box[k];
        }
    routes_status status = write_node(tree, node, number, level, false, err);
    add_cell(&tree->levels[level + 1], number, box);
    node->size = 0;
    return status;
}

/* Makes room in a level: closes it, and those above it that are full too, highest first. */
static routes_status make_room(routes_i_rtree *tree, size_t level, routes_error *err)
{
    size_t top = level;
    while (tree->levels[top].size == ROUTES_I_RTREE_CELLS)
        top++;
    routes_status status = ROUTES_OK;
    while (top-- > level && !status)
        status = close_node(tree, top, err);
    return status;
}

routes_status routes_i_rtree_add(routes_i_rtree *tree, const routes_i_boxed *boxed,
                                 routes_error *err)
{
    routes_status status = make_room(tree, 0, err);
    if (!status)
        add_cell(&tree->levels[0], boxed->id, boxed->box);
    return status;
}

/* The highest level in which there is something. */
static size_t top_level(const routes_i_rtree *tree)
{
    size_t top = ROUTES_I_RTREE_LEVELS - 1;
    while (top && !tree->levels[top].size)
        top--;
    return top;
}

routes_status routes_i_rtree_finish(routes_i_rtree *tree, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t level = 0; level < top_level(tree) && !status; level++) {
        if (!tree->levels[level].size)
            continue;
        status = make_room(tree, level + 1, err);
        if (!status)
            status = close_node(tree, level, err);
    }
    size_t top = top_level(tree);
    if (!status)
        status = write_node(tree, &tree->levels[top], 1, top, true, err);
    return status ? status : unpack(tree, err);
}

/* The table goes too. */
static void drop_pack(routes_i_rtree *tree)
{
    GDALDatasetH dataset = tree->file->dataset;
    for (int i = GDALDatasetGetLayerCount(dataset); i-- > 0;)
        if (GDALDatasetGetLayer(dataset, i) == tree->pack)
            (void)GDALDatasetDeleteLayer(dataset, i);
}

void routes_i_rtree_end(routes_i_rtree *tree)
{
    if (tree->row)
        OGR_F_Destroy(tree->row);
    if (tree->pack)
        drop_pack(tree);
    routes_i_text_free(&tree->members);
    tree->row = NULL;
    tree->pack = NULL;
}
