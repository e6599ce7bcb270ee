// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/transitionbutton.h"
#include "compare/comparepage.h"
#include "compare/compareview.h"
#include "settings/language.h"
#include "settings/noticelabel.h"
#include "support/pagefixture.h"
#include "support/uichecks.h"
#include "ui/compare/comparescene.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPushButton>

namespace lineside::test {

/// What the tests of comparing begin and end with, and what they look at and do on the page. Base of the test's class; call
/// `openCompare` in init() and `closePage` in cleanup(). UI thread only.
class CompareFixture : protected PageFixture<ComparePage> {
protected:
    static constexpr QColor kBlue{0x00, 0x72, 0xB2}, kOrange{0xE6, 0x9F, 0x00};

    void openCompare()
    {
        m_language.apply(QStringLiteral("en"));
        openPage(fillScene);
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    static void tab(QWidget *widget, QEvent::Type type, quint64 atMs, bool repeated = false)
    {
        QKeyEvent event(type, Qt::Key_Tab, Qt::NoModifier, QStringLiteral("\t"), repeated);
        event.setTimestamp(atMs);
        QCoreApplication::sendEvent(widget, &event);
    }
    TransitionButton *promote()
    {
        auto *button = child<TransitionButton>("compareTransition");
        button->setClock([this] { return m_now += 10'000'000'000; });
        return button;
    }
    QString reason() const { return child<QLabel>("compareTransitionReason")->text(); }
    void startShadow(std::uint64_t compared, std::uint64_t differing)
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow = kB;
        s.shadowStats.compared = compared;
        s.shadowStats.differing = differing;
        republish();
    }
    void show(const ComparedFramePtr &frame)
    {
        m_engine->feedOf("station-1").setCompared(frame);
        m_bridge->refresh();
    }
    void republish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    bool says(const char *name, const QString &words)
    {
        for (const PaintedText &text : paintedTexts(*view(name)))
            if (text.text.contains(words))
                return true;
        return false;
    }
    QImage grab(const char *name) { return view(name)->grab().toImage(); }
    static bool has(QWidget *widget, QColor color)
    {
        const QImage image = widget->grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == color.rgb())
                    return true;
        return false;
    }
    QString sentence() const { return child<QLabel>("compareSentence")->text(); }
    std::uint64_t sequenceOf(const char *name) { return view(name)->frame()->active->frame->sequence; }
    int xOf(const char *name) { return child<QWidget>(name)->mapTo(m_page.get(), QPoint(0, 0)).x(); }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    CompareView *view(const char *name) const { return child<CompareView>(name); }
    QListView *strip() const { return child<QListView>("differingFrames"); }

private:
    Language m_language;
    qint64 m_now = 0;
};

}  // namespace lineside::test
