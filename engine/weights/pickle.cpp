// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/pickle.h"

#include "weights/pickleinput.h"
#include "weights/picklereduce.h"
#include "weights/refused.h"

namespace lineside::weights {
namespace {

constexpr std::uint64_t kMaxOperations = 20'000'000;
constexpr std::size_t kMaxNodes = 2'000'000;
constexpr std::size_t kMaxItems = 20'000'000;  // over all containers
constexpr std::size_t kMaxStack = 1'000'000;
constexpr std::uint32_t kMaxMemo = 5'000'000;
constexpr PickleRef kUnset = 0xFFFFFFFF;
// The first nodes are shared by all uses, which keeps the thousands of them in a module tree from costing memory.
constexpr PickleRef kNone = kPickleNone, kFalse = 1, kTrue = 2;

class Machine {
public:
    explicit Machine(std::span<const std::byte> bytes) : m_in(bytes)
    {
        m_tree.nodes.resize(3);
        m_tree.nodes[kFalse].kind = m_tree.nodes[kTrue].kind = PickleKind::Bool;
        m_tree.nodes[kTrue].integer = 1;
    }

    PickleTree run()
    {
        for (std::uint64_t operations = 0; !m_stopped; ++operations) {
            if (operations > kMaxOperations)
                refuse(RefusalReason::Corrupt, "pickle with too many operations");
            step(m_in.u8());
        }
        // What follows is read by some programs, as another pickle, and by others not.
        if (!m_in.atEnd())
            refuse(RefusalReason::Corrupt, "pickle with something behind its end");
        return std::move(m_tree);
    }

private:
    void step(std::uint8_t opcode);

    PickleRef add(PickleKind kind)
    {
        if (m_tree.nodes.size() >= kMaxNodes)
            refuse(RefusalReason::Corrupt, "pickle with too many values");
        m_tree.nodes.emplace_back().kind = kind;
        return PickleRef(m_tree.nodes.size() - 1);
    }
    PickleNode &node(PickleRef ref) { return m_tree.nodes[ref]; }

    void push(PickleRef ref)
    {
        if (m_stack.size() >= kMaxStack)
            refuse(RefusalReason::Corrupt, "pickle stack too deep");
        m_stack.push_back(ref);
    }
    /// Values above the newest mark only: an operation never reaches below it.
    std::size_t available() const { return m_stack.size() - (m_marks.empty() ? 0 : m_marks.back()); }
    PickleRef top()
    {
        if (available() == 0)
            refuse(RefusalReason::Corrupt, "pickle stack is empty");
        return m_stack.back();
    }
    PickleRef pop()
    {
        const PickleRef ref = top();
        m_stack.pop_back();
        return ref;
    }
    std::vector<PickleRef> popToMark()
    {
        if (m_marks.empty())
            refuse(RefusalReason::Corrupt, "pickle without a mark");
        std::vector<PickleRef> items(m_stack.begin() + std::ptrdiff_t(m_marks.back()), m_stack.end());
        m_stack.resize(m_marks.back());
        m_marks.pop_back();
        return items;
    }

    void pushInt(std::int64_t value)
    {
        const PickleRef ref = add(PickleKind::Int);
        node(ref).integer = value;
        push(ref);
    }
    void pushText(PickleKind kind, std::uint64_t length)
    {
        const PickleRef ref = add(kind);
        node(ref).text = m_in.text(length);
        push(ref);
    }
    void pushItems(PickleKind kind, std::vector<PickleRef> items)
    {
        countItems(items.size());
        const PickleRef ref = add(kind);
        node(ref).items = std::move(items);
        push(ref);
    }
    void pushTuple(std::size_t size)
    {
        if (available() < size)
            refuse(RefusalReason::Corrupt, "pickle stack is empty");
        std::vector<PickleRef> items(m_stack.end() - std::ptrdiff_t(size), m_stack.end());
        m_stack.resize(m_stack.size() - size);
        pushItems(PickleKind::Tuple, std::move(items));
    }
    void countItems(std::size_t more)
    {
        m_items += more;
        if (m_items > kMaxItems)
            refuse(RefusalReason::Corrupt, "pickle with too many items");
    }

    void put(std::uint32_t slot)
    {
        if (slot >= kMaxMemo)
            refuse(RefusalReason::Corrupt, "pickle memo too large");
        if (slot >= m_memo.size())
            m_memo.resize(slot + 1, kUnset);
        m_memo[slot] = top();
    }
    void get(std::uint32_t slot)
    {
        if (slot >= m_memo.size() || m_memo[slot] == kUnset)
            refuse(RefusalReason::Corrupt, "pickle reads a memo that was never written");
        push(m_memo[slot]);
    }

    void append(const std::vector<PickleRef> &items)
    {
        // Items given to anything but a list belong to a class that is not modelled: they are dropped with it.
        const PickleRef target = top();
        countItems(items.size());
        if (node(target).kind == PickleKind::List)
            node(target).items.insert(node(target).items.end(), items.begin(), items.end());
        else if (node(target).kind != PickleKind::Object)
            refuse(RefusalReason::Corrupt, "pickle appends to something that is not a list");
    }
    void setItems(const std::vector<PickleRef> &items)
    {
        const PickleRef target = top();
        if (items.size() % 2 != 0)
            refuse(RefusalReason::Corrupt, "pickle sets a key without a value");
        countItems(items.size());
        if (node(target).kind == PickleKind::Dict)
            node(target).items.insert(node(target).items.end(), items.begin(), items.end());
        else if (node(target).kind != PickleKind::Object)
            refuse(RefusalReason::Corrupt, "pickle sets an item of something that is not a dict");
    }
    void pushObject()
    {
        const PickleRef arguments = pop();
        const PickleRef type = pop();
        pushItems(PickleKind::Object, {type, arguments, kNone});
    }
    void build()
    {
        PickleRef state = pop();
        if (node(state).kind == PickleKind::Tuple && node(state).items.size() == 2)
            state = node(state).items[0];
        const PickleRef target = top();
        if (node(target).kind == PickleKind::Object)
            node(target).items[2] = state;
    }
    void reduce()
    {
        const PickleRef arguments = pop();
        const PickleRef callable = pop();
        PickleNode made;
        made.kind = PickleKind::Object;
        PickleRef same = kNone;
        switch (reduceCall(m_tree, callable, arguments, made, same)) {
        case Reduced::Same:
            push(same);
            return;
        case Reduced::Inert:
            pushItems(PickleKind::Object, {callable, arguments, kNone});
            return;
        case Reduced::Made:
            countItems(made.items.size());
            const PickleRef ref = add(made.kind);
            node(ref) = std::move(made);
            push(ref);
            return;
        }
    }
    void persistentId()
    {
        const PickleRef id = pop();
        const PickleNode &tuple = node(id);
        const bool usual = tuple.kind == PickleKind::Tuple && tuple.items.size() >= 5
                           && node(tuple.items[0]).text == "storage" && node(tuple.items[1]).kind == PickleKind::Global
                           && node(tuple.items[2]).kind == PickleKind::String && node(tuple.items[4]).kind == PickleKind::Int;
        if (!usual)
            refuse(RefusalReason::Corrupt, "pickle with an unknown kind of storage");
        const std::vector<PickleRef> items = {tuple.items[1], tuple.items[2], tuple.items[4]};
        pushItems(PickleKind::Storage, items);
    }
    void global()
    {
        const PickleRef ref = add(PickleKind::Global);
        node(ref).text = m_in.twoLines();
        push(ref);
    }
    void stop()
    {
        m_tree.root = pop();
        if (!m_stack.empty() || !m_marks.empty())
            refuse(RefusalReason::Corrupt, "pickle leaves values behind");
        m_stopped = true;
    }

    PickleInput m_in;
    PickleTree m_tree;
    std::vector<PickleRef> m_stack;
    std::vector<std::size_t> m_marks;
    std::vector<PickleRef> m_memo;
    std::size_t m_items = 0;
    bool m_stopped = false;
};

void Machine::step(std::uint8_t opcode)
{
    switch (opcode) {
    case 0x80:  // PROTO
        if (const auto protocol = m_in.u8(); protocol < 2 || protocol > 5)
            refuse(RefusalReason::Corrupt, "pickle protocol " + std::to_string(protocol));
        return;
    case '.': stop(); return;
    case '(': m_marks.push_back(m_stack.size());
        if (m_marks.size() > kMaxStack)
            refuse(RefusalReason::Corrupt, "pickle marks too deep");
        return;
    case 'c': global(); return;
    case 0x81: pushObject(); return;  // NEWOBJ
    case 'R': reduce(); return;
    case 'b': build(); return;
    case 'q': put(m_in.u8()); return;
    case 'r': put(m_in.u32()); return;
    case 'h': get(m_in.u8()); return;
    case 'j': get(m_in.u32()); return;
    case '}': pushItems(PickleKind::Dict, {}); return;
    case ']': pushItems(PickleKind::List, {}); return;
    case ')': pushItems(PickleKind::Tuple, {}); return;
    case 0x8f: pushItems(PickleKind::Set, {}); return;
    case 't': pushItems(PickleKind::Tuple, popToMark()); return;
    case 0x85: pushTuple(1); return;
    case 0x86: pushTuple(2); return;
    case 0x87: pushTuple(3); return;
    case 'a': append({pop()}); return;
    case 'e': append(popToMark()); return;
    case 's': {
        const PickleRef value = pop();
        const PickleRef key = pop();
        setItems({key, value});
        return;
    }
    case 'u': setItems(popToMark()); return;
    case 'N': push(kNone); return;
    case 0x88: push(kTrue); return;
    case 0x89: push(kFalse); return;
    case 'J': pushInt(std::int32_t(m_in.u32())); return;
    case 'K': pushInt(m_in.u8()); return;
    case 'M': pushInt(m_in.u16()); return;
    case 0x8a: pushInt(m_in.long1()); return;
    case 'G': {
        const PickleRef ref = add(PickleKind::Float);
        node(ref).real = m_in.bigEndianDouble();
        push(ref);
        return;
    }
    case 'X': pushText(PickleKind::String, m_in.u32()); return;
    case 0x8c: pushText(PickleKind::String, m_in.u8()); return;
    case 'T': pushText(PickleKind::Bytes, m_in.u32()); return;
    case 'U': pushText(PickleKind::Bytes, m_in.u8()); return;
    case 'B': pushText(PickleKind::Bytes, m_in.u32()); return;
    case 'C': pushText(PickleKind::Bytes, m_in.u8()); return;
    case 'Q': persistentId(); return;
    case '0': pop(); return;
    case '1': popToMark(); return;
    case '2': push(top()); return;
    default: refuse(RefusalReason::Corrupt, "pickle with forbidden opcode " + std::to_string(opcode));
    }
}

}  // namespace

const PickleNode *PickleTree::find(const PickleNode &dict, std::string_view key) const
{
    // A dict that is looked into by name is the state of an object; a huge one is only there to waste time.
    constexpr std::size_t kMaxLookup = 40'000;
    if (dict.kind != PickleKind::Dict)
        return nullptr;
    if (dict.items.size() > kMaxLookup)
        refuse(RefusalReason::Corrupt, "pickled object with too many attributes");
    for (std::size_t i = dict.items.size(); i >= 2; i -= 2) {
        const PickleNode &name = nodes[dict.items[i - 2]];
        if ((name.kind == PickleKind::String || name.kind == PickleKind::Bytes) && name.text == key)
            return &nodes[dict.items[i - 1]];
    }
    return nullptr;
}

std::string_view globalModule(const PickleNode &global)
{
    return global.text.substr(0, global.text.find('\n'));
}

std::string_view globalName(const PickleNode &global)
{
    const auto newline = global.text.find('\n');
    return newline == std::string_view::npos ? std::string_view() : global.text.substr(newline + 1);
}

std::string globalPath(const PickleNode &global)
{
    return std::string(globalModule(global)) + "." + std::string(globalName(global));
}

PickleTree parsePickle(std::span<const std::byte> bytes)
{
    return Machine(bytes).run();
}

}  // namespace lineside::weights
