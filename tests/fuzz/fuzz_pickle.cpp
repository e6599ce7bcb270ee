// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/pickle.h"

using namespace lineside;
using namespace lineside::test;

/// The machine that reads a pickle; then every node of the tree that it leaves is looked at.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    accepts([&] {
        const weights::PickleTree tree = weights::parsePickle(asBytes(data, size));
        require(tree.root < tree.nodes.size());
        for (const weights::PickleNode &node : tree.nodes) {
            for (const weights::PickleRef ref : node.items)
                require(ref < tree.nodes.size());
            require(node.text.empty() || (node.text.data() >= text.data() && node.text.data() + node.text.size() <= text.data() + text.size()));
            if (node.kind == weights::PickleKind::Global)
                require(weights::globalPath(node).size() <= node.text.size() + 1);
            require(node.kind != weights::PickleKind::Dict || node.items.size() % 2 == 0);
            accepts([&] { tree.find(node, "model"); });
        }
    });
    return 0;
}
