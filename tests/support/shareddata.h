// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QString>
#include <QtTest>

namespace lineside::test {

/// The folder with the reference data beside the checkout, or an empty string where there is none.
inline QString sharedData()
{
    const QDir data(QStringLiteral(LINESIDE_SOURCE_DIR "/../shared/data"));
    return data.exists() ? data.absolutePath() : QString();
}

/// True where missing reference data is a failure and not a reason to skip.
inline bool sharedDataRequired()
{
    return qEnvironmentVariable("CI") == QLatin1String("true");
}

}  // namespace lineside::test

/// First line of a test that reads the reference data: skips without it, fails without it where CI=true.
#define LINESIDE_NEEDS_SHARED_DATA()                                                   \
    do {                                                                               \
        if (lineside::test::sharedData().isEmpty()) {                                  \
            if (lineside::test::sharedDataRequired())                                  \
                QFAIL("../shared/data is required where CI=true");                     \
            QSKIP("../shared/data is not there");                                      \
        }                                                                              \
    } while (false)
