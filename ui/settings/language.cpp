// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/language.h"

#include <QApplication>
#include <QFont>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QRawFont>

namespace lineside {

namespace {

/// One name for each script: the same character looks different in China and Japan, so the family is chosen, not left
/// to fall-back.
QStringList familiesOf(const QString &code)
{
    if (code == QLatin1String("zh_CN"))
        return {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"), QStringLiteral("Source Han Sans SC"),
                QStringLiteral("Microsoft YaHei"), QStringLiteral("PingFang SC"), QStringLiteral("WenQuanYi Micro Hei")};
    return {};
}

QString firstInstalled(const QStringList &families)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : families) {
        if (installed.contains(family))
            return family;
    }
    return {};
}

}  // namespace

Language::Language(QObject *parent) : QObject(parent), m_systemFamilies(QApplication::font().families())
{
}

Language::~Language()
{
    setFamilies(m_systemFamilies);
}

QStringList Language::available()
{
    return {QStringLiteral("en"), QStringLiteral("zh_CN")};
}

QString Language::nameOf(const QString &code)
{
    return code == QLatin1String("zh_CN") ? QString::fromUtf8("中文（简体）") : QStringLiteral("English");
}

QString Language::resolve(const QString &code)
{
    if (available().contains(code))
        return code;
    const QStringList wanted = QLocale::system().uiLanguages();
    return !wanted.isEmpty() && wanted.first().startsWith(QLatin1String("zh")) ? QStringLiteral("zh_CN")
                                                                               : QStringLiteral("en");
}

void Language::apply(const QString &code)
{
    const QString language = resolve(code);
    if (language == m_current)
        return;
    m_current = language;
    // The full tag: the language alone leaves the choice between Chinese and Japanese shapes to chance. English keeps
    // the system's territory, so that dates and decimal signs stay the user's.
    const QLocale system = QLocale::system();
    QLocale::setDefault(language == QLatin1String("zh_CN")               ? QLocale(QLocale::Chinese, QLocale::China)
                        : system.language() == QLocale::English          ? system
                                                                         : QLocale(QLocale::English, QLocale::UnitedKingdom));
    applyFont();
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_lineside);
    const QLocale locale(language);
    if (m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_lineside.load(QStringLiteral(":/i18n/lineside_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_lineside);
}

void Language::applyFont()
{
    QStringList families = m_systemFamilies;
    if (const QString family = firstInstalled(familiesOf(m_current)); !family.isEmpty())
        families.prepend(family);
    setFamilies(families);
}

void Language::setFamilies(const QStringList &families)
{
    QFont font = QApplication::font();
    if (font.families() == families)
        return;
    font.setFamilies(families);
    QApplication::setFont(font);
}

QString Language::missingCharacters(const QString &code)
{
    const QString needed = code == QLatin1String("zh_CN") ? QString::fromUtf8("检测上线回滚") : QString();
    if (needed.isEmpty())
        return {};
    const QString family = firstInstalled(familiesOf(code));
    if (family.isEmpty())
        return needed;
    const QRawFont font = QRawFont::fromFont(QFont(family), QFontDatabase::SimplifiedChinese);
    QString missing;
    for (const QChar c : needed) {
        if (!font.supportsCharacter(c))
            missing += c;
    }
    return missing;
}

}  // namespace lineside
