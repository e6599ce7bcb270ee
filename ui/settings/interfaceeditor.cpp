// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/interfaceeditor.h"

#include "settings/language.h"
#include "settings/settingrow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lineside {

InterfaceEditor::InterfaceEditor(InterfaceSettings &settings, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_box(new QGroupBox(this)), m_language(new QComboBox), m_theme(new QComboBox),
      m_keys(new QCheckBox), m_idle(new QSpinBox)
{
    m_language->setObjectName(QStringLiteral("language"));
    m_theme->setObjectName(QStringLiteral("theme"));
    m_keys->setObjectName(QStringLiteral("singleKeys"));
    m_language->addItem(QString(), QString());
    for (const QString &code : Language::available())
        m_language->addItem(Language::nameOf(code), code);
    for (const char *theme : {"system", "light", "dark"})
        m_theme->addItem(QString(), QLatin1String(theme));
    m_language->setCurrentIndex(std::max(0, m_language->findData(settings.language())));
    m_theme->setCurrentIndex(std::max(0, m_theme->findData(settings.theme())));
    m_keys->setChecked(settings.singleKeys());

    auto *rows = new QVBoxLayout(m_box);
    m_languageRow = new SettingRow(m_language, m_box);
    m_themeRow = new SettingRow(m_theme, m_box);
    m_keysRow = new SettingRow(m_keys, m_box);
    m_idle->setObjectName(QStringLiteral("idleLock"));
    m_idle->setRange(0, InterfaceSettings::kMostIdleMinutes);
    m_idle->setValue(InterfaceSettings::idleLockMinutes());
    m_idleRow = new SettingRow(m_idle, m_box);
    for (SettingRow *row : {m_languageRow, m_themeRow, m_keysRow, m_idleRow})
        rows->addWidget(row);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_box);
    column->addStretch(1);
    retranslate();

    connect(m_language, &QComboBox::activated, this, [this] { m_settings.setLanguage(m_language->currentData().toString()); });
    connect(m_theme, &QComboBox::activated, this, [this] { m_settings.setTheme(m_theme->currentData().toString()); });
    connect(m_idle, &QSpinBox::valueChanged, &m_settings, &InterfaceSettings::setIdleLockMinutes);
    connect(m_keys, &QCheckBox::toggled, &m_settings, &InterfaceSettings::setSingleKeys);
}

void InterfaceEditor::retranslate()
{
    m_box->setTitle(tr("Screens of this user"));
    m_languageRow->setTexts(tr("Language"), tr("Applies at once. File names and labels are never translated."));
    m_language->setItemText(0, tr("As the system"));
    m_themeRow->setTexts(tr("Theme"), tr("Applies at once."));
    m_theme->setItemText(0, tr("As the system"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_keysRow->setTexts(tr("Single-letter keys"),
                        tr("Keys such as B, L, C, T and /. They never act while you type in a text field. Keys with Ctrl always work."));
    m_keys->setText(tr("On"));
    m_idleRow->setTexts(tr("Lock after"), tr("Minutes without a key or a touch until whoever is signed in is signed out, default 10. 0: never. The pictures go on, and rolling back works."));
    m_idle->setSuffix(tr(" min", "suffix of a number field"));
    m_idle->setSpecialValueText(tr("never"));
    const QString missing = Language::missingCharacters(QStringLiteral("zh_CN"));
    if (!missing.isEmpty())
        m_languageRow->setProblem(tr("No installed font has the Chinese characters. Install the package fonts-noto-cjk."));
}

}  // namespace lineside
