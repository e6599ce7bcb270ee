// SPDX-License-Identifier: GPL-3.0-or-later
// A camera with a password behind a station of a whole engine, and where that password must not be found afterwards.
#include "qt/multimediasetup.h"
#include "qt/streamsource.h"

#include "support/fakesecrets.h"
#include "support/rtspcamera.h"
#include "support/sourceline.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <QDirIterator>
#include <QTemporaryDir>

#include <cstdio>
#include <unistd.h>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kPatience = 60'000;  // ms; how long a machine full of other work may take, not how long it should
constexpr const char *kUser = "operator-nina";
constexpr const char *kPassword = "p@ss:w/rd%41?";

/// Everything that the process writes as an error or a log goes into a file while this lives.
class Written {
public:
    explicit Written(const QString &path) : m_before(::dup(2))
    {
        std::FILE *file = std::fopen(path.toLocal8Bit().constData(), "a");
        ::dup2(::fileno(file), 2);
        std::fclose(file);
        spdlog::set_default_logger(spdlog::basic_logger_mt("test", path.toStdString() + ".log"));
        spdlog::set_level(spdlog::level::trace);
    }
    ~Written()
    {
        spdlog::default_logger()->flush();
        std::fflush(stderr);
        ::dup2(m_before, 2);
        ::close(m_before);
    }

private:
    const int m_before;
};

/// Files under `folder` in which the secret stands, in any form in which an address or a header carries it.
QStringList filesWith(const QString &folder, const QByteArray &secret, int *files)
{
    const QByteArrayList forms{secret, secret.toPercentEncoding(), secret.toBase64(), QByteArray("p%40ss")};
    QStringList found;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        ++*files;
        const QByteArray bytes = file.readAll();
        for (const QByteArray &form : forms) {
            if (bytes.contains(form))
                found << file.fileName();
        }
    }
    return found;
}

}  // namespace

class TestStreamStation : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { chooseMediaBackend(); }

    void a_camera_with_a_password_is_cut_off_and_comes_back_while_its_neighbour_goes_on_and_nothing_written_holds_the_password()
    {
        const QTemporaryDir dir;
        RtspCamera camera({"--user", kUser, "--password", kPassword});
        QVERIFY(camera.plugIn());
        FakeSecrets secrets;
        SourceConfig stream;
        stream.kind = SourceKind::Stream;
        stream.location = camera.address();
        stream.credential = "gate";
        {
            const Written written(dir.filePath("stderr"));
            SourceLine line(
                dir.filePath("data").toStdString(), {stationOn("gate", stream), stationOn("demo", SourceConfig{})},
                [&secrets](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                    return makeStreamSource(config, secrets);
                },
                [&secrets](const std::string &entry, const std::string &user, const std::string &password, Engine::Done done) {
                    done(user.empty() ? secrets.remove(entry) : secrets.write(entry, {user, password}));
                });
            const auto store = [&](const char *password) {
                return line.answer<Result<void>>([&](auto done) { line->storeCredential("gate", kUser, password, done); });
            };

            QVERIFY(line.judgeEverywhere());
            // Nothing in the keychain yet, then a wrong password, then the right one.
            QTRY_VERIFY_WITH_TIMEOUT(line.isIn("gate", SourceState::Offline), kPatience);
            QCOMPARE(line.station("gate").source.detail, std::string("keychain: no such entry"));
            QVERIFY(store("p@ss-wrong").ok());
            line->retrySource("gate");
            QTRY_VERIFY_WITH_TIMEOUT(line.station("gate").source.detail.find("keychain") == std::string::npos, kPatience);
            QVERIFY(line.isIn("gate", SourceState::Offline));
            QVERIFY(!line.test(stream).ok());
            QVERIFY(store(kPassword).ok());
            line->retrySource("gate");
            QTRY_VERIFY_WITH_TIMEOUT(line.judged("gate") > 3, kPatience);
            QVERIFY(line.isIn("gate", SourceState::Running));
            QCOMPARE(line.station("gate").source.width, 640);

            const auto tested = line.test(stream);
            QVERIFY2(tested.ok(), tested ? "" : tested.error().detail.c_str());
            QCOMPARE(tested->picture->image.height(), 360);
            QVERIFY2(tested->measuredFps > 2 && tested->measuredFps < 60, qPrintable(QString::number(tested->measuredFps)));

            // The configuration is written; one with the password inside is refused.
            auto stations = std::vector{line.station("gate").config, line.station("demo").config};
            stations[0].name = "Gate";
            const auto apply = [&] { return line.answer<Result<void>>([&](auto done) { line->applyStations(stations, done); }); };
            QVERIFY(apply().ok());
            stations[0].source.location = "rtsp://operator-nina:p%40ss%3Aw%2Frd%2541%3F@127.0.0.1/cam";
            const auto refused = apply();
            QVERIFY(!refused.ok());
            QVERIFY(refused.error().detail.find("p%40ss") == std::string::npos);

            const auto before = line.station("demo").counters;
            camera.unplug();
            QTRY_VERIFY_WITH_TIMEOUT(line.isIn("gate", SourceState::Offline), kPatience);
            QTRY_VERIFY_WITH_TIMEOUT(line.judged("demo") > before.judged + 30, kPatience);
            QVERIFY(line.isIn("demo", SourceState::Running));
            QCOMPARE(line.station("demo").counters.lost, std::uint64_t{0});
            const auto judged = line.judged("gate");
            QVERIFY(camera.plugIn());
            QTRY_VERIFY_WITH_TIMEOUT(line.judged("gate") > judged + 3, kPatience);
            QVERIFY(line.told("gate", EventKind::SourceLost) >= 2);
            QVERIFY(line.told("gate", EventKind::SourceBack) >= 1);
            for (const HistoryEvent &event : line->history(1000))
                QVERIFY2(event.detail.find("p@ss") == std::string::npos && event.detail.find("p%40ss") == std::string::npos, event.detail.c_str());
        }
        int files = 0;
        QCOMPARE(filesWith(dir.path(), kPassword, &files), QStringList());
        QCOMPARE(filesWith(dir.path(), "p@ss-wrong", &files), QStringList());
        QVERIFY2(files >= 8, qPrintable(QString::number(files)));  // configuration, last good one, state, history, log; twice
        QFile history(dir.filePath("data/history.jsonl"));
        QVERIFY(history.open(QIODevice::ReadOnly) && history.readAll().contains("gate"));
        QFile config(dir.filePath("data/lineside.json"));
        QVERIFY(config.open(QIODevice::ReadOnly) && config.readAll().contains("127.0.0.1"));
    }
};

QTEST_GUILESS_MAIN(TestStreamStation)
#include "tst_streamstation.moc"
