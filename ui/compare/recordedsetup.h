// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "lineside/snapshot.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace lineside {

class EngineBridge;

/// What is to be compared, and over which pictures: two models of the library, a folder or a video, labels, whose rule counts. The paths that were used last are offered again. Looks at no path itself. UI thread only.
class RecordedSetup : public QWidget {
    Q_OBJECT

public:
    explicit RecordedSetup(EngineBridge &bridge, QWidget *parent = nullptr);

    /// A path that was dropped at a place of this widget: of labels over their field, else of pictures.
    void drop(const QString &path, QPoint at);
    /// Offered first from now on, also at the next start of the program.
    void remember(const OfflineRequest &request);

    static constexpr int kRecent = 8;

signals:
    void startRequested(const lineside::OfflineRequest &request);

protected:
    void changeEvent(QEvent *event) override;

private:
    using Choices = std::vector<std::pair<QString, QString>>;  ///< what is read, what it stands for

    void build();
    void retranslate();
    void fill();
    void fillModels(const EngineSnapshot &snapshot, Choices models);
    void showState();
    void start();
    const StationSnapshot *stationOfKept(const EngineSnapshot &snapshot) const;
    void choose(QComboBox *into, bool folder, const QString &title, const QStringList &filters);
    void rememberPath(QComboBox *list, const QString &key, const QString &path);
    std::optional<OfflineRequest> request() const;
    std::optional<ModelId> chosen(const QComboBox *list) const;

    EngineBridge &m_bridge;
    Choices m_models, m_stations;  ///< as the lists offer them
    bool m_chosenA = false, m_chosenB = false;  ///< by the operator; otherwise what is on air, and the newest beside it
    QLabel *m_labelB, *m_labelA, *m_labelStation, *m_labelInput, *m_labelLabels, *m_missing;
    QComboBox *m_b, *m_a, *m_station, *m_input, *m_labels;
    QPushButton *m_folder, *m_video, *m_kept, *m_labelFolder, *m_labelFile, *m_start;
    QCheckBox *m_sequence;
};

}  // namespace lineside
