// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// The words that tables and pages share, in the language in force now. UI thread only.
class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)

public:
    static QString text(const std::string &utf8) { return QString::fromStdString(utf8); }
    static QString text(const ModelId &id) { return text(id.text()); }
    static QString modelOr(const std::optional<ModelId> &id, const QString &otherwise);
    static QString labels(const Labels &labels);  ///< all, separated by commas

    static QString size(int width, int height);   ///< "640 × 640"
    static QString since(WallTime time);        ///< the clock today, date and clock before

    static QString notAvailable();
    static QString modelState(ModelState state);
    static QString format(const std::string &format);
    static QString signature(const SignatureInfo &signature);  ///< "good, by Training (key DA8E…)"
    static QString layout(ModelLayout layout);    ///< "As the file says", "YOLOX"
    static QString sourceKind(SourceKind kind);
    static QString eventKind(EventKind kind);
    static QString evidence(const PromotionEvidence &evidence);  ///< what a comparison had come to: "compared: not decided, 74 parts, 1 differs"
    static QString health(const HealthRecord &health);  ///< what the look at a new model came to: "no verdict while 30 pictures came"
    static QString healthInShort(Health health);        ///< "found nothing", where there is room for one line
    static QString verdict(Verdict verdict);
    static QString sourceState(SourceState state);
    static QString noModel();
    /// Why a command or a test was not carried out, for the operator.
    static QString error(const Error &error);
    /// Why a setting is not as it was asked for, or will not stay: it was refused, or is in force and could not be written.
    static QString settingNotKept(bool isInForce, const Error &error);

    static QString deviceName(const EngineSnapshot &snapshot);     ///< "CPU (2 threads)", "CUDA:0"
    static QString computeDevice(const EngineSnapshot &snapshot);  ///< a sentence: what models run on, and why not on a GPU
    static QString stationName(const EngineSnapshot &snapshot, const StationId &id);  ///< the id where there is no name
};

}  // namespace lineside
