// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QElapsedTimer>
#include <QWidget>

#include <chrono>
#include <map>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace lineside {

class EngineBridge;
class MemoryChart;
class MemoryTableModel;
struct SwapMemory;

/// Where the memory goes: the whole program and each model's share, each accelerator, and what every change of a model
/// cost. Figures that nobody measured are called not available. UI thread only.
class MemoryPage : public QWidget {
    Q_OBJECT

public:
    explicit MemoryPage(EngineBridge &bridge, QWidget *parent = nullptr);

    void setRange(std::chrono::seconds range);
    void setTableShown(bool table);
    bool exportTo(const QString &path);
    void copyValues();

protected:
    void focusInEvent(QFocusEvent *event) override;  ///< passed on: a proxy would take Tab past what stands before it
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(const QKeyEvent &event);
    void build();
    void retranslate();
    void onTick();
    void refresh();
    void fillTable();
    void showProcess(const std::vector<MemorySample> &samples, const std::vector<SwapMemory> &swaps);
    void showDevices(const std::vector<MemorySample> &samples, const std::vector<SwapMemory> &swaps);
    void showSwaps(const std::vector<SwapMemory> &swaps);
    void chooseExport();

    EngineBridge &m_bridge;
    MemoryTableModel *m_tableModel;
    std::vector<MemorySample> m_samples;
    std::chrono::seconds m_range{600};
    WallTime m_shown{};
    QElapsedTimer m_asked;

    QLabel *m_now, *m_device, *m_loads, *m_swapTitle, *m_swaps, *m_message;
    QToolButton *m_ten, *m_hour, *m_table;
    QPushButton *m_copy, *m_export;
    QStackedWidget *m_stack;
    QTableView *m_tableView;
    QWidget *m_charts;
    QVBoxLayout *m_chartLayout;
    MemoryChart *m_process;
    std::map<std::string, MemoryChart *> m_deviceCharts;
};

}  // namespace lineside
