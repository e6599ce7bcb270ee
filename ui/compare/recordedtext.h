// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"
#include "lineside/offline.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What is said of a comparison over recorded pictures, in words. UI thread only.
struct RecordedText {
    Q_DECLARE_TR_FUNCTIONS(RecordedText)

public:
    /// The headline. `job`: null where there was none yet.
    static QString sentence(const OfflineJob *job);
    /// Where it is while it runs; empty where it does not.
    static QString progress(const OfflineJob &job, const EngineSnapshot &snapshot);
    /// Why it ended without a report: what happened, what still runs, what to do next. Empty where it did not.
    static QString ended(const OfflineJob &job);
    /// Why it was not begun.
    static QString notBegun(const Error &error);

    /// What the verdict rests on, and without labels what can be said and what cannot.
    static QString evidence(const OfflineReport &report);
    /// What must be known of it before it is believed; empty: nothing.
    static QString notice(const OfflineReport &report, const EngineSnapshot &snapshot);
    static QString figuresOfA(const OfflineReport &report);
    static QString figuresOfB(const OfflineReport &report);
    static QString measuredHow(const OfflineModel &model);

    /// What one of them said of a part, or of an object.
    static QString said(Verdict verdict, bool objects);
    static bool isOfVideo(const std::string &picture);
    /// Why a place where they differ in a video has no picture; the end of a sentence.
    static QString noPicture(const OfflineReport &report);
    /// The last part of a path, "clip.mp4, picture 12" for one of a video.
    static QString pictureName(const std::string &picture);
    /// "0.914"
    static QString share(double value);

private:
    static QString names(const OfflineReport &report, const EngineSnapshot &snapshot);
    static QString howFar(const OfflineProgress &progress);
};

}  // namespace lineside
