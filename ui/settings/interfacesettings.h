// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QString>

#include <algorithm>

namespace lineside {

/// What this user chose for the screens themselves: language, theme, single-letter keys, column layouts. Kept in the
/// user's QSettings; never touches the line. UI thread only.
class InterfaceSettings : public QObject {
    Q_OBJECT

public:
    explicit InterfaceSettings(QObject *parent = nullptr) : QObject(parent) {}

    QString language() const { return value("interface/language", QString()).toString(); }  ///< empty: the system's
    QString theme() const { return value("interface/theme", QStringLiteral("system")).toString(); }
    /// Minutes without a key or a touch until whoever is signed in is signed out; 0: never.
    static int idleLockMinutes() { return std::clamp(value("interface/idleLockMinutes", 10).toInt(), 0, kMostIdleMinutes); }
    static constexpr int kMostIdleMinutes = 60;
    static bool singleKeys() { return value("interface/singleKeys", true).toBool(); }

    void setLanguage(const QString &code) { set("interface/language", code), emit languageChanged(code); }
    void setTheme(const QString &theme) { set("interface/theme", theme), emit themeChanged(theme); }
    void setIdleLockMinutes(int minutes) { set("interface/idleLockMinutes", minutes); }
    void setSingleKeys(bool on) { set("interface/singleKeys", on); }

    QByteArray layout(const QString &view) const { return QSettings().value("layout/" + view).toByteArray(); }
    void setLayout(const QString &view, const QByteArray &state) { QSettings().setValue("layout/" + view, state); }

signals:
    void languageChanged(const QString &code);
    void themeChanged(const QString &theme);

private:
    static QVariant value(const char *key, const QVariant &otherwise)
    {
        return QSettings().value(QLatin1String(key), otherwise);
    }
    static void set(const char *key, const QVariant &value) { QSettings().setValue(QLatin1String(key), value); }
};

}  // namespace lineside
