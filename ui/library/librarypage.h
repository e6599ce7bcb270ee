// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace lineside {

class CandidateStack;
class DropStrip;
class EngineBridge;
class ModelDetails;
class ModelTableModel;
class TableLook;
class WordFilterProxy;

/// All versions of models in the library, what is being checked, and what can be done with each. Removing asks once,
/// in place; everything else can be taken back. UI thread only.
class LibraryPage : public QWidget {
    Q_OBJECT

public:
    explicit LibraryPage(EngineBridge &bridge, QWidget *parent = nullptr);
    ~LibraryPage() override;

    std::optional<ModelId> selected() const;
    void setCardsShown(bool shown);  ///< of offered files: not where they stand beside the page already

signals:
    void compareRequested(const lineside::ModelId &model);
    void importRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;  ///< passed on: a proxy would take Tab past what stands before it
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(const QKeyEvent &event);
    QWidget *buildBar();
    QWidget *buildConfirm();
    void buildTable();
    void retranslate();
    void takeSnapshot();
    void showSelection();
    void showEmpty();
    void fillStations();
    void copyHash();
    void askRemoval();
    QString removalProblem(const ModelSnapshot *model) const;
    QString useProblem(const ModelSnapshot *model) const;

    EngineBridge &m_bridge;
    EngineSnapshotPtr m_snapshot;
    ModelTableModel *m_model;
    WordFilterProxy *m_filter;
    CandidateStack *m_candidates;
    DropStrip *m_strip, *m_empty;
    QStackedWidget *m_stack, *m_versions;
    QLineEdit *m_words;
    QLabel *m_count, *m_reason, *m_confirmText, *m_nothing;
    QPushButton *m_offer, *m_compare, *m_copy, *m_remove, *m_confirmYes, *m_confirmNo;
    QMenu *m_stations;
    std::vector<std::pair<QAction *, QPushButton *>> m_rowActions;
    QWidget *m_confirm;
    QTableView *m_table;
    TableLook *m_look;
    QSplitter *m_splitter;
    ModelDetails *m_details;
    std::optional<ModelId> m_toRemove;
};

}  // namespace lineside
