// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bridge/enginebridge.h"
#include "support/linescene.h"
#include "support/livescene.h"

#include <QTest>

#include <memory>

namespace lineside::test {

/// What the tests of one page begin and end with: the page over a scripted line, in a window of its own, with settings of its own.
/// Base of the test's class; call `openPage` in init(), or `makeEngine` there and `showPage` once the test has written the engine's
/// state, and `closePage` in cleanup(). UI thread only.
template <class Page>
class PageFixture {
protected:
    void openPage(void (*fill)(FakeEngine &) = fillLine)
    {
        makeEngine(fill);
        showPage();
    }
    void makeEngine(void (*fill)(FakeEngine &) = fillLine)
    {
        QSettings().clear();
        m_engine = std::make_unique<FakeEngine>();
        fill(*m_engine);
    }
    void showPage()
    {
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_page = std::make_unique<Page>(*m_bridge);
        m_page->resize(1366, 768);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void closePage()
    {
        m_page.reset();
        m_bridge.reset();
        m_engine.reset();
    }
    template <class W>
    W *child(const char *name) const
    {
        return m_page->template findChild<W *>(QLatin1String(name));
    }

    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<Page> m_page;
};

}  // namespace lineside::test
