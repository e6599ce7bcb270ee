// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <utility>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace lineside {

class EngineBridge;
class HistoryFilter;
class HistoryTableModel;
class TableLook;

/// Everything that changed, newest first, with filters and an export. UI thread only.
class HistoryPage : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPage(EngineBridge &bridge, QWidget *parent = nullptr);
    ~HistoryPage() override;

    /// Writes the rows shown, as they are filtered and sorted; the file appears complete or not at all.
    bool exportTo(const QString &path);

protected:
    void focusInEvent(QFocusEvent *event) override;  ///< passed on: a proxy would take Tab past what stands before it
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(const QKeyEvent &event);
    void build();
    void retranslate();
    void fitQuestion();
    void makeRoom();
    void takeSnapshot();
    void takeEvents();
    void fillStations();
    void fillPeople();
    void showDetails();
    void applyFilter();
    void chooseExport();
    void showCount();
    void showJudged();

    EngineBridge &m_bridge;
    HistoryTableModel *m_model;
    HistoryFilter *m_filter;
    std::vector<std::pair<QString, QString>> m_stations, m_people;  ///< name and id, as the lists offer them
    QLineEdit *m_words, *m_judged;
    QComboBox *m_station, *m_kind, *m_person;  ///< m_person: there where the history names anybody
    QPushButton *m_export;
    QLabel *m_count, *m_judgedLabel, *m_answer, *m_empty, *m_message, *m_details;
    QStackedWidget *m_stack;
    QHBoxLayout *m_bar, *m_below;  ///< the filters; the check of the chain, and m_person where it has no room among them
    bool m_personBelow = false;
    bool m_behind = false;  ///< events have come that wait until the pointer leaves the table
    QTableView *m_table;
    TableLook *m_look;
};

}  // namespace lineside
