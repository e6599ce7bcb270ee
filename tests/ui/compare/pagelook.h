// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/language.h"
#include "support/uichecks.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QtTest>

namespace lineside::test {

/// Whether everything on a page has a name, is reached by Tab in the order in which it is read, and is large enough to be touched. UI thread only.
inline void checkNamesAndReach(QWidget &page)
{
    LINESIDE_NOTHING(unnamed(page));
    LINESIDE_NOTHING(smallTargets(page));
    LINESIDE_NOTHING(notReachedByTab(page));
    LINESIDE_NOTHING(againstReadingOrder(page));
}

/// Whether everything on it can be read, in both languages and both themes. UI thread only.
inline void checkTexts(QWidget &page, Language &language, Appearance &appearance)
{
    for (const char *name : {"en", "zh_CN"}) {
        language.apply(QString::fromLatin1(name));
        QTest::qWait(0);
        QCoreApplication::processEvents();  // the layout comes after the texts
        LINESIDE_NOTHING(clippedTexts(page));
        LINESIDE_NOTHING(overlappingTexts(page));
        LINESIDE_NOTHING(missingGlyphs(page));
        for (const char *theme : {"dark", "light"}) {
            appearance.setTheme(QLatin1String(theme));
            QTest::qWait(0);
            LINESIDE_NOTHING(lowContrast(page));
        }
    }
}

}  // namespace lineside::test
