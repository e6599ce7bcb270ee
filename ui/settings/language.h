// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTranslator>

namespace lineside {

/// Puts the program into a language while it runs: translators for Lineside and for Qt's own dialogs, the default
/// locale, and a font that has the characters. Every widget gets QEvent::LanguageChange. Owned by whoever builds the
/// application, before the first window. UI thread only.
class Language : public QObject {
    Q_OBJECT

public:
    explicit Language(QObject *parent = nullptr);
    ~Language() override;  ///< leaves the application the font that it found

    /// "en", "zh_CN", or empty for the system's language (English where Lineside does not have it).
    void apply(const QString &code);
    QString current() const { return m_current; }  ///< what is shown now: "en" or "zh_CN"

    /// The codes that Lineside is translated to, each with its name in its own language by `nameOf`.
    static QStringList available();
    static QString nameOf(const QString &code);

    /// Characters of the language that no installed font of its family has; empty: all can be shown.
    static QString missingCharacters(const QString &code);

private:
    static QString resolve(const QString &code);
    void applyFont();
    static void setFamilies(const QStringList &families);

    QString m_current;
    QTranslator m_lineside, m_qt;
    QStringList m_systemFamilies;
};

}  // namespace lineside
