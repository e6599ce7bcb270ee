// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace lineside {

class NoticeLabel;

/// One setting: its name, its editor, a line on range and reason, and, where the value typed cannot be taken, why not.
/// Owns the editor. UI thread only.
class SettingRow : public QWidget {
    Q_OBJECT

public:
    explicit SettingRow(QWidget *editor, QWidget *parent = nullptr);

    void setTexts(const QString &name, const QString &hint);
    /// Empty: the value is taken.
    void setProblem(const QString &sentence);
    QString problem() const;
    bool matches(const QString &words) const;
    /// Whether the setting has a meaning now (an address has none for a file), and whether a search wants it.
    void setApplies(bool applies);
    void setWanted(bool wanted);
    bool applies() const { return m_applies; }
    QWidget *editor() const { return m_editor; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_applies = true;
    bool m_wanted = true;
    QWidget *m_editor;
    QLabel *m_name;
    QLabel *m_hint;
    NoticeLabel *m_problem;
};

/// Shows the rows under `root` that contain the words, hides the others and the groups without any; number of rows
/// shown. UI thread only.
int showMatchingRows(QWidget *root, const QString &words);

}  // namespace lineside
