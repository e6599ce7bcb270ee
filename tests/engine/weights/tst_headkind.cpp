// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/headkind.h"

#include <QtTest>

using namespace lineside;

namespace {

enum Stated { Silent, Rows, NoRows };

QString classify(std::vector<std::int64_t> shape, int classes, Stated stated, int side)
{
    HeadHints hints;
    hints.classes = std::size_t(classes);
    if (stated != Silent)
        hints.endToEnd = stated == Rows;
    hints.inputWidth = hints.inputHeight = side;
    const auto layout = classifyHead(shape, hints);
    return layout ? QStringLiteral("%1 %2").arg(QString::fromLatin1(toString(layout->kind))).arg(layout->classes) : QStringLiteral("none");
}

}  // namespace

class TestHeadKind : public QObject {
    Q_OBJECT

private slots:
    void the_decision_table_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("stated");
        QTest::addColumn<int>("side");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *name, QList<int> shape, int classes, Stated stated, int side, const char *kind) {
            QTest::newRow(name) << shape << classes << int(stated) << side << kind;
        };
        row("v8 at 640", {1, 84, 8400}, 80, NoRows, 640, "anchor_free 80");
        row("v8 that says nothing of rows", {1, 84, 8400}, 80, Silent, 640, "anchor_free 80");
        row("v8 transposed", {1, 8400, 84}, 80, Silent, 640, "anchor_free_transposed 80");
        row("v8 with few anchors", {1, 84, 21}, 80, Silent, 32, "anchor_free 80");
        row("v8 with one class", {1, 5, 8400}, 1, Silent, 640, "anchor_free 1");
        row("v8 with two classes has its 6 in the middle", {1, 6, 8400}, 2, Silent, 640, "anchor_free 2");
        row("two classes and open anchors", {-1, 6, -1}, 2, NoRows, 320, "anchor_free 2");
        row("end to end", {1, 300, 6}, 80, Rows, 640, "end_to_end 80");
        row("end to end with two classes", {1, 300, 6}, 2, Rows, 640, "end_to_end 2");
        row("end to end, not said", {1, 300, 6}, 80, Silent, 640, "end_to_end 80");
        row("end to end with an open number of rows", {1, -1, 6}, 80, Rows, 640, "end_to_end 80");
        row("end to end without metadata", {1, 300, 6}, 0, Silent, 0, "end_to_end 0");
        row("said rows, shaped otherwise", {1, 84, 8400}, 80, Rows, 640, "none");
        row("said rows, two classes, shaped otherwise", {1, 6, 8400}, 2, Rows, 640, "none");
        row("said no rows, shaped as rows", {1, 300, 6}, 80, NoRows, 640, "none");
        row("said no rows, two classes, shaped as rows", {1, 300, 6}, 2, NoRows, 640, "none");
        row("said no rows, two classes, transposed", {1, 525, 6}, 2, NoRows, 160, "anchor_free_transposed 2");
        row("v5", {1, 25200, 85}, 80, Silent, 640, "anchor_based 80");
        row("v5 with one class", {1, 25200, 6}, 1, Silent, 640, "anchor_based 1");
        row("v5 with one class and few anchors", {1, 945, 6}, 1, Silent, 128, "end_to_end 1");
        row("v5 with one class and as many anchors as cells", {1, 252, 6}, 1, Silent, 64, "anchor_based 1");
        row("v8 with one class, transposed", {1, 8400, 5}, 1, Silent, 640, "anchor_free_transposed 1");
        row("v8 with two classes, transposed", {1, 8400, 6}, 2, Silent, 640, "anchor_free_transposed 2");
        row("296 classes make a 300 in the middle", {1, 300, 8400}, 296, Silent, 640, "anchor_free 296");
        row("no metadata, v8", {1, 84, 8400}, 0, Silent, 640, "anchor_free 80");
        row("no metadata, v8 with four levels", {1, 84, 8500}, 0, Silent, 640, "anchor_free 80");
        row("no metadata, v8 transposed", {1, 8400, 84}, 0, Silent, 640, "anchor_free_transposed 80");
        row("no metadata, v5", {1, 25200, 85}, 0, Silent, 640, "anchor_based 80");
        row("no metadata, v5 with four levels", {1, 25500, 85}, 0, Silent, 640, "anchor_based 80");
        row("no metadata and an unknown size: 85 may be 80 or 81 classes", {1, 25200, 85}, 0, Silent, 0, "none");
        row("another number of classes", {1, 84, 8400}, 2, Silent, 640, "none");
        row("a picture", {1, 85, 22, 22}, 80, Silent, 352, "none");
        row("a vector", {1, 1000}, 1000, Silent, 224, "none");
        row("nothing", {}, 0, Silent, 0, "none");
    }
    void the_decision_table()
    {
        QFETCH(QList<int>, shape);
        QFETCH(int, classes);
        QFETCH(int, stated);
        QFETCH(int, side);
        QFETCH(QString, kind);
        QCOMPARE(classify({shape.begin(), shape.end()}, classes, Stated(stated), side), kind);
    }

    void shapes_are_written_for_people()
    {
        const std::vector<std::int64_t> shape = {-1, 84, 8400};
        QCOMPARE(shapeText(shape), std::string("[?, 84, 8400]"));
    }
};

QTEST_APPLESS_MAIN(TestHeadKind)
#include "tst_headkind.moc"
