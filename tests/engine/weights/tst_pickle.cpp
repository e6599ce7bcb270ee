// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/pickle.h"

#include "engine/weights/pickletext.h"
#include "engine/weights/refusals.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;
using namespace lineside::weights;

namespace {

/// Keeps the bytes that the tree views.
struct Parsed {
    std::string bytes;
    PickleTree tree;

    explicit Parsed(std::string text) : bytes(std::move(text)), tree(parsePickle(asBytes(bytes))) {}
    const PickleNode &root() const { return tree[tree.root]; }
    const PickleNode &item(std::size_t i) const { return tree[root().items[i]]; }
};

QString parseOutcome(const std::string &bytes)
{
    return outcome([&] { parsePickle(asBytes(bytes)); });
}

const std::string kProtocol = "\x80\x02";

}  // namespace

class TestPickle : public QObject {
    Q_OBJECT

private slots:
    void plain_values_are_read()
    {
        const Parsed p(pickle(tuple({none(), boolean(true), boolean(false), integer(7), integer(-70000), real(0.001), text("Bottle"), integer(1ll << 40)})));
        QVERIFY(p.root().kind == PickleKind::Tuple);
        QVERIFY(p.item(0).kind == PickleKind::None);
        QVERIFY(p.item(1).kind == PickleKind::Bool && p.item(1).integer == 1);
        QVERIFY(p.item(2).kind == PickleKind::Bool && p.item(2).integer == 0);
        QCOMPARE(p.item(3).integer, 7);
        QCOMPARE(p.item(4).integer, -70000);
        QCOMPARE(p.item(5).real, 0.001);
        QVERIFY(p.item(6).kind == PickleKind::String && p.item(6).text == "Bottle");
        QCOMPARE(p.item(7).integer, 1ll << 40);
    }

    void something_behind_the_end_is_refused()
    {
        const std::string good = pickle(integer(7));
        QCOMPARE(parseOutcome(good), QString("read"));
        QCOMPARE(parseOutcome(good + "\n"), QString("corrupt"));
        QCOMPARE(parseOutcome(good + good), QString("corrupt"));
    }

    void short_long_integers_keep_their_sign()
    {
        const auto value = [](std::string payload) {
            return Parsed(kProtocol + "\x8a" + char(payload.size()) + payload + ".").root().integer;
        };
        QCOMPARE(value(""), 0);
        QCOMPARE(value("\xff"), -1);
        QCOMPARE(value(std::string("\xff\x00", 2)), 255);
        QCOMPARE(value(std::string("\x00\x80", 2)), -32768);
    }

    void containers_are_read()
    {
        const Parsed p(pickle(tuple({list({integer(1), integer(2)}), dict({{integer(0), text("a")}}), tuple({}), "\x8f"})));
        QVERIFY(p.item(0).kind == PickleKind::List && p.item(0).items.size() == 2);
        QVERIFY(p.item(1).kind == PickleKind::Dict && p.item(1).items.size() == 2);
        QVERIFY(p.item(2).kind == PickleKind::Tuple && p.item(2).items.empty());
        QVERIFY(p.item(3).kind == PickleKind::Set);
    }

    void the_memo_gives_back_the_same_object()
    {
        const Parsed p(kProtocol + "]q\x01" + "h\x01" + integer(5) + "a" + "\x86.");
        QCOMPARE(p.root().items[0], p.root().items[1]);
        QCOMPARE(p.item(0).items.size(), std::size_t(1));
    }

    void an_object_that_contains_itself_is_harmless()
    {
        const Parsed p(kProtocol + "]q\x01h\x01" + "a.");
        QCOMPARE(p.root().items.at(0), p.tree.root);
    }

    void an_unknown_class_stays_a_name()
    {
        const Parsed p(pickle(object("os", "system", attributes({{"command", text("id")}}))));
        QVERIFY(p.root().kind == PickleKind::Object);
        QCOMPARE(globalPath(p.item(0)), std::string("os.system"));
        QVERIFY(p.tree.find(p.item(2), "command")->text == "id");
    }

    void a_call_of_an_unknown_function_is_not_made()
    {
        const Parsed p(pickle(call(global("builtins", "eval"), {text("1+1")})));
        QVERIFY(p.root().kind == PickleKind::Object);
        QVERIFY(p.tree[p.item(1).items[0]].text == "1+1");
    }

    void an_ordered_dict_is_a_dict()
    {
        const std::string empty = call(global("collections", "OrderedDict"), {});
        const Parsed filled(pickle(empty + "(" + text("a") + integer(1) + "u"));
        QVERIFY(filled.root().kind == PickleKind::Dict && filled.tree.find(filled.root(), "a")->integer == 1);
        const Parsed pairs(pickle(call(global("collections", "OrderedDict"), {list({tuple({text("b"), integer(2)})})})));
        QVERIFY(pairs.tree.find(pairs.root(), "b")->integer == 2);
    }

    void the_last_of_two_equal_keys_counts()
    {
        const Parsed p(pickle(attributes({{"a", integer(1)}, {"a", integer(2)}})));
        QCOMPARE(p.tree.find(p.root(), "a")->integer, 2);
    }

    void value_functions_are_read_as_values()
    {
        const Parsed p(pickle(tuple({call(global("torch", "Size"), {list({integer(3)})}), call(global("__builtin__", "set"), {list({integer(1)})}),
                                     call(global("torch", "device"), {text("cuda:0")}), call(global("_codecs", "encode"), {text("ab"), text("latin1")})})));
        QVERIFY(p.item(0).kind == PickleKind::Tuple && p.item(0).items.size() == 1);
        QVERIFY(p.item(1).kind == PickleKind::Set);
        QVERIFY(p.item(2).kind == PickleKind::String && p.item(2).text == "cuda:0");
        QVERIFY(p.item(3).kind == PickleKind::Bytes && p.item(3).text == "ab");
    }

    void a_parameter_is_its_tensor()
    {
        const std::string parameter = call(global("torch._utils", "_rebuild_parameter"), {tensor("HalfStorage", "4", {2, 3}), boolean(true), none()});
        const Parsed p(pickle(parameter));
        QVERIFY(p.root().kind == PickleKind::Tensor);
        QVERIFY(p.tree[p.item(0).items[1]].text == "4");
        QCOMPARE(p.item(2).items.size(), std::size_t(2));
    }

    void every_cut_of_a_pickle_is_refused()
    {
        const std::string whole = pickle(object("a", "B", attributes({{"x", tensor("FloatStorage", "0", {1})}, {"y", real(2)}, {"z", list({text("t")})}})));
        QCOMPARE(parseOutcome(whole), QString("read"));
        for (std::size_t length = 0; length < whole.size(); ++length)
            QCOMPARE(parseOutcome(whole.substr(0, length)), QString("truncated"));
    }

    void forbidden_opcodes_are_refused_data()
    {
        QTest::addColumn<int>("opcode");
        for (const char opcode : std::string("ioPILSVFdlgp\x82\x83\x84\x8b\x8d\x90\x92\x93\x95\x97\xff"))
            QTest::addRow("%02x", opcode & 0xff) << (opcode & 0xff);
    }
    void forbidden_opcodes_are_refused()
    {
        QFETCH(int, opcode);
        QCOMPARE(parseOutcome(kProtocol + ")" + char(opcode) + std::string(16, '\0')), QString("corrupt"));
    }

    void contradictions_are_refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const std::string &bytes) { QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())); };
        row("stop on an empty stack", kProtocol + ".");
        row("two values left", kProtocol + "NN.");
        row("a mark left", kProtocol + "(N.");
        row("tuple without a mark", kProtocol + "Nt.");
        row("a tuple of three from two", kProtocol + "NN\x87.");
        row("items below a mark", kProtocol + "N(\x85t.");
        row("memo never written", kProtocol + "h\x05.");
        row("memo far away", kProtocol + std::string("Nr\xff\xff\xff\xff", 6) + ".");
        row("append to a number", kProtocol + "K\x01K\x02" + "a.");
        row("set an item of a list", kProtocol + "]NNs.");
        row("a key without a value", kProtocol + "}(Nu.");
        row("reduce without a tuple", kProtocol + "NNR.");
        row("a number of nine bytes", kProtocol + "\x8a\x09" + std::string(9, '\1') + ".");
        row("protocol 0", std::string("\x80\x00", 2) + "N.");
        row("protocol 6", "\x80\x06N.");
        row("a text longer than allowed", pickle(text(std::string((1 << 20) + 1, 'a'))));
        row("an endless name", kProtocol + "c" + std::string(5000, 'a'));
        row("storage of another kind", kProtocol + text("storage") + "Q.");
        row("a tensor of a number", pickle(call(global("torch._utils", "_rebuild_tensor_v2"), {integer(1), integer(0), tuple({}), tuple({})})));
        row("a parameter of nothing", pickle(call(global("torch._utils", "_rebuild_parameter"), {})));
    }
    void contradictions_are_refused()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(parseOutcome(bytes.toStdString()), QString("corrupt"));
    }

    void lengths_beyond_the_end_are_refused_before_anything_is_allocated()
    {
        QCOMPARE(parseOutcome(kProtocol + std::string("X\xff\xff\xff\xff", 5) + "abc"), QString("truncated"));
        QCOMPARE(parseOutcome(kProtocol + "U\xff" + "abc"), QString("truncated"));
    }

    void a_flood_of_values_is_refused()
    {
        QCOMPARE(parseOutcome(kProtocol + std::string(3'000'000, ']')), QString("corrupt"));
        QCOMPARE(parseOutcome(kProtocol + std::string(3'000'000, 'N')), QString("corrupt"));
        QCOMPARE(parseOutcome(kProtocol + std::string(3'000'000, '(')), QString("corrupt"));
    }

    void copies_of_copies_are_refused()
    {
        // Each step makes a tuple of two of the one before: small to write, and every walk of it would be endless.
        std::string bytes = kProtocol + "]";
        for (int i = 0; i < 60; ++i)
            bytes += "2\x86";
        QCOMPARE(parseOutcome(bytes + "."), QString("read"));  // 60 nodes: the sharing is kept
        std::string grown = kProtocol + global("builtins", "list") + "q\x01" + "](" + std::string(1000, 'N') + "eq\x02";
        for (int i = 0; i < 30'000; ++i)
            grown += "h\x01h\x02\x85R0";
        QCOMPARE(parseOutcome(grown + "."), QString("corrupt"));
    }
};

QTEST_APPLESS_MAIN(TestPickle)
#include "tst_pickle.moc"
