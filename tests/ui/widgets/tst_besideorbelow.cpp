// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/besideorbelow.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace lineside;

class TstBesideOrBelow : public QObject {
    Q_OBJECT

    std::unique_ptr<BesideOrBelow> m_both;
    QPushButton *m_button = nullptr;
    QLabel *m_words = nullptr;

    void resizeTo(int width)
    {
        m_both->resize(width, m_both->heightForWidth(width));
        QCoreApplication::processEvents();
    }

private slots:
    void init()
    {
        m_button = new QPushButton(QStringLiteral("Stop comparison"));
        m_words = new QLabel(QStringLiteral("Each of the three stations decides for itself."));
        m_words->setWordWrap(true);
        m_both = std::make_unique<BesideOrBelow>(m_button, m_words);
        m_both->resize(200, 100);
        m_both->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_both.get()));
    }
    void cleanup() { m_both.reset(); }

    void where_there_is_room_the_second_stands_beside_the_first()
    {
        resizeTo(900);
        QVERIFY(m_words->x() > m_button->geometry().right());
        QCOMPARE(m_button->width(), m_button->sizeHint().width());
        QCOMPARE(m_button->y(), m_words->y());
    }
    void where_there_is_none_it_stands_below_and_is_seen_as_a_whole()
    {
        resizeTo(900);
        resizeTo(m_button->sizeHint().width() + 40);
        QVERIFY(m_words->y() > m_button->geometry().bottom());
        QCOMPARE(m_words->x(), m_button->x());
        QVERIFY(m_words->height() >= m_words->heightForWidth(m_words->width()));
    }
    void it_can_be_as_narrow_as_the_wider_of_the_two()
    {
        resizeTo(900);
        QCOMPARE(m_both->minimumSizeHint().width(), std::max(m_button->minimumSizeHint().width(), m_words->minimumSizeHint().width()));
    }
    void a_hidden_one_takes_no_room()
    {
        m_words->hide();
        resizeTo(300);
        QCOMPARE(m_both->sizeHint().height(), m_button->sizeHint().height());
    }
};

QTEST_MAIN(TstBesideOrBelow)
#include "tst_besideorbelow.moc"
