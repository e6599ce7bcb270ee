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
class LotsTableModel;
class RecordQuestions;
struct RecordAnswer;
class TableLook;

/// Everything that changed, newest first, with filters and an export. UI thread only.
class HistoryPage : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPage(EngineBridge &bridge, QWidget *parent = nullptr);
    ~HistoryPage() override;

    /// Writes the rows shown, as they are filtered and sorted, as JSON where the name ends in ".jsonl", else as CSV; the file appears complete or not at all.
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
    void makeRoom();
    void takeSnapshot();
    void takeEvents();
    void fillStations();
    void fillPeople();
    void fillLots();
    void showLots(const RecordAnswer *answer);
    bool lotsShown() const;
    void showDetails();
    void applyFilter();
    void chooseExport();
    void showCount();

    EngineBridge &m_bridge;
    HistoryTableModel *m_model;
    HistoryFilter *m_filter;
    LotsTableModel *m_lotsModel;
    std::vector<std::pair<QString, QString>> m_stations, m_people, m_lots;  ///< name and id, as the lists offer them
    QLineEdit *m_words;
    QComboBox *m_station, *m_kind, *m_person, *m_lot;  ///< m_person, m_lot: there where the history names anybody, or a lot
    RecordQuestions *m_questions;
    QPushButton *m_export;
    QLabel *m_count, *m_empty, *m_message, *m_details;
    QStackedWidget *m_stack;
    QHBoxLayout *m_bar, *m_below;  ///< the filters; the check of the chain, and m_person and m_lot where they have no room among them
    bool m_moreBelow = false;
    bool m_behind = false;  ///< events have come that wait until the pointer leaves the table
    QTableView *m_table, *m_lotsTable;
    bool m_lotsWanted = false;  ///< instead of events
    TableLook *m_look;
};

}  // namespace lineside
