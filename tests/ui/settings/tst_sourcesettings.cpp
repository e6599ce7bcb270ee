// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "settings/sourceeditor.h"
#include "support/uichecks.h"
#include "ui/settings/settingsfixture.h"

#include <QDoubleSpinBox>
#include <QtTest>

#include <algorithm>
#include <functional>
#include <vector>

using namespace lineside;
using namespace lineside::test;

/// Where a station's pictures come from, as it is set up, tried and kept.
class TstSourceSettings : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init() { openPage(); }
    void cleanup() { closePage(); }

    void every_kind_of_source_can_be_set_up_by_keyboard()
    {
        for (int kind = 0; kind < 5; ++kind) {
            child<QComboBox>("sourceKind")->setCurrentIndex(kind);
            LINESIDE_NOTHING(unnamed(*m_page));
            LINESIDE_NOTHING(smallTargets(*m_page));
            LINESIDE_NOTHING(notReachedByTab(*m_page));
            m_page->resize(m_page->width(), 4000);  // nothing is scrolled away
            LINESIDE_NOTHING(againstReadingOrder(*m_page));
        }
    }

    void a_stream_needs_a_whole_address()
    {
        chooseKind(SourceKind::Stream);
        QVERIFY(!notice("sourceUrlProblem").isEmpty());
        edit("sourceUrl")->setText(QStringLiteral("ftp://host/x"));
        QVERIFY(notice("sourceUrlProblem").contains(QStringLiteral("rtsp://")));
        QVERIFY(!button("applyChanges")->isEnabled());
        edit("sourceUrl")->setText(QStringLiteral("rtsp://192.168.0.20/one"));
        QVERIFY(notice("sourceUrlProblem").isEmpty());
        button("applyChanges")->click();
        QVERIFY(m_engine->appliedStations[0].source.kind == SourceKind::Stream);
        QCOMPARE(m_engine->appliedStations[0].source.location, std::string("rtsp://192.168.0.20/one"));
    }

    void a_password_never_reaches_the_configuration()
    {
        chooseKind(SourceKind::Stream);
        edit("sourceUrl")->setText(QStringLiteral("rtsp://anna:s3cret@192.168.0.20/one"));
        QCOMPARE(edit("sourceUrl")->text(), QStringLiteral("rtsp://192.168.0.20/one"));
        QCOMPARE(edit("sourceUser")->text(), QStringLiteral("anna"));
        QCOMPARE(edit("sourcePassword")->echoMode(), QLineEdit::Password);
        button("sourceStore")->click();
        QCOMPARE(m_engine->callsStartingWith("storeCredential"), 1u);
        QTRY_VERIFY(edit("sourcePassword")->text().isEmpty());
        QVERIFY(child<QLabel>("sourceStored")->text().contains(QStringLiteral("keychain")));
        button("applyChanges")->click();
        const SourceConfig &source = m_engine->appliedStations[0].source;
        QCOMPARE(source.credential, std::string("station-1"));
        QVERIFY(source.location.find("s3cret") == std::string::npos);
    }

    void a_keychain_that_says_no_is_told_and_the_configuration_stays()
    {
        chooseKind(SourceKind::Stream);
        edit("sourceUrl")->setText(QStringLiteral("rtsp://192.168.0.20/one"));
        edit("sourceUser")->setText(QStringLiteral("anna"));
        edit("sourcePassword")->setText(QStringLiteral("s3cret"));
        m_engine->refuseWith = Error{ErrorCode::Io, "no keychain here"};
        button("sourceStore")->click();
        QVERIFY(!button("sourceStore")->isEnabled());
        QTRY_VERIFY(notice("sourceCredentialProblem").contains(QStringLiteral("no keychain here")));
        QVERIFY(button("sourceStore")->isEnabled());
        QCOMPARE(edit("sourcePassword")->text(), QStringLiteral("s3cret"));  // to try again without typing it anew
        m_engine->refuseWith.reset();
        button("applyChanges")->click();
        QVERIFY(m_engine->appliedStations[0].source.credential.empty());
    }

    void the_keychain_may_answer_after_another_station_was_chosen()
    {
        chooseKind(SourceKind::Stream);
        edit("sourceUrl")->setText(QStringLiteral("rtsp://anna:s3cret@192.168.0.20/one"));
        std::vector<std::function<void()>> answers;
        m_engine->deliver = [&](std::function<void()> work) { answers.push_back(std::move(work)); };
        button("sourceStore")->click();
        select(2);
        QCOMPARE(answers.size(), 1u);
        answers.front()();
        QTRY_VERIFY2(waiting().startsWith(QStringLiteral("2 ")), qPrintable(waiting()));  // source, stored user name
        button("applyChanges")->click();
        QCOMPARE(m_engine->appliedStations[0].source.credential, std::string("station-1"));
        QVERIFY(m_engine->appliedStations[2].source.credential.empty());
    }

    void a_test_with_a_password_first_hands_it_to_the_keychain()
    {
        chooseKind(SourceKind::Stream);
        edit("sourceUrl")->setText(QStringLiteral("rtsp://anna:s3cret@192.168.0.20/one"));
        button("sourceTest")->click();
        QTRY_COMPARE(m_engine->callsStartingWith("testSource"), 1u);
        const auto at = [&](const std::string &prefix) {
            return std::find_if(m_engine->calls.begin(), m_engine->calls.end(), [&](const auto &c) { return c.starts_with(prefix); });
        };
        QVERIFY(at("storeCredential station-1 anna") < at("testSource"));
    }

    void a_camera_that_is_not_plugged_in_stays_chosen()
    {
        m_engine->state.stations[1].config.source.kind = SourceKind::Camera;
        m_engine->state.stations[1].config.source.location = "usb-7";
        m_engine->publish();
        m_bridge->refresh();
        chooseKind(SourceKind::Camera);  // fills the list for the first station
        button("discardChanges")->click();
        select(1);
        QCOMPARE(child<QComboBox>("sourceCamera")->currentData().toString(), QStringLiteral("usb-7"));
        child<QDoubleSpinBox>("sourceFps")->setValue(10);
        button("applyChanges")->click();
        QCOMPARE(m_engine->appliedStations[1].source.location, std::string("usb-7"));
    }

    void a_missing_file_is_named()
    {
        chooseKind(SourceKind::VideoFile);
        edit("sourceFile")->setText(QStringLiteral("/no/such/film.mp4"));
        QTRY_VERIFY(notice("sourceFileFieldProblem").contains(QStringLiteral("/no/such/film.mp4")));
    }

    void a_path_is_not_looked_at_while_it_is_being_typed()
    {
        chooseKind(SourceKind::VideoFile);
        const QString before = notice("sourceFileFieldProblem");
        edit("sourceFile")->setFocus();
        QTest::keyClicks(edit("sourceFile"), QStringLiteral("/no/such/film"));
        QCOMPARE(notice("sourceFileFieldProblem"), before);
        // Leaving the field does not wait: Apply comes next.
        QTest::keyClick(edit("sourceFile"), Qt::Key_Tab);
        QVERIFY(notice("sourceFileFieldProblem").contains(QStringLiteral("“/no/such/film”")));
    }

    void a_test_shows_the_picture_its_size_and_speed()
    {
        m_engine->sourceTest.picture = makeFrame(1, 640, 360, 0x808080, std::chrono::steady_clock::now());
        m_engine->sourceTest.firstFrameMs = 247;
        m_engine->sourceTest.measuredFps = 29.8;
        button("sourceTest")->click();
        QVERIFY(!button("sourceTest")->isEnabled());
        QTRY_VERIFY(button("sourceTest")->isEnabled());
        const QString text = child<QLabel>("sourceTestText")->text();
        QVERIFY2(text.contains(QStringLiteral("640 × 360")) && text.contains(QStringLiteral("29.8"))
                     && text.contains(QStringLiteral("247 ms")), qPrintable(text));
        QVERIFY(child<QLabel>("sourceTestPicture")->isVisible());
        QVERIFY(m_engine->appliedStations.empty());
    }

    void a_test_that_gives_no_picture_says_why()
    {
        m_page->findChild<SourceEditor *>()->showTest(Error{ErrorCode::Io, "no route to host"});
        const QString text = child<QLabel>("sourceTestText")->text();
        QVERIFY2(text.contains(QStringLiteral("no route to host")) && text.contains(QStringLiteral("Nothing was changed")), qPrintable(text));
        QVERIFY(!child<QLabel>("sourceTestPicture")->isVisible());
    }

    void an_answer_for_another_station_is_not_shown()
    {
        button("sourceTest")->click();
        select(2);
        QVERIFY(button("sourceTest")->isEnabled());
        QCoreApplication::processEvents();
        QVERIFY(!child<QLabel>("sourceTestText")->text().contains(QStringLiteral("pixels")));
    }
};

QTEST_MAIN(TstSourceSettings)
#include "tst_sourcesettings.moc"
