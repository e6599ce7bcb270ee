// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/streamaddress.h"

#include "lineside/streamsecrets.h"

#include <QtTest>

using namespace lineside;

class TestStreamAddress : public QObject {
    Q_OBJECT
private slots:
    void a_password_with_any_characters_survives_the_address()
    {
        for (const std::string password : {"simple", "p@ss:w/rd?#", "100%41", "\xc3\xa9\xe4\xb8\xad", "a b+c&d"}) {
            const auto url = streamUrl("rtsp://10.0.0.5:554/ch1?sub=2", {"ad:min", password});
            QVERIFY(url.ok());
            const QUrl again(QString::fromUtf8(url->toEncoded()), QUrl::StrictMode);
            QCOMPARE(again.host(), QString("10.0.0.5"));
            QCOMPARE(again.port(), 554);
            QCOMPARE(again.userName(QUrl::FullyDecoded), QString("ad:min"));
            QCOMPARE(again.password(QUrl::FullyDecoded), QString::fromStdString(password));
            QCOMPARE(again.query(), QString("sub=2"));
        }
    }
    void without_a_user_the_address_is_as_it_was()
    {
        const auto url = streamUrl("https://camera.local/live.m3u8", {});
        QVERIFY(url.ok());
        QCOMPARE(url->toString(), QString("https://camera.local/live.m3u8"));
    }
    void a_camera_that_wants_them_in_the_query_gets_them_there_only()
    {
        const auto url = streamUrl("http://10.0.0.5/video?usr=$user&pwd=$password&ch=1", {"ni&na", "p=s#1"});
        QVERIFY(url.ok());
        QCOMPARE(QString::fromLatin1(url->toEncoded()), QString("http://10.0.0.5/video?usr=ni%26na&pwd=p%3Ds%231&ch=1"));
        QVERIFY(url->userInfo().isEmpty());
        QCOMPARE(streamUrl("http://10.0.0.5/a$user?x=$users", {"n", ""})->path(), QString("/a$user"));
    }
    void an_address_that_holds_a_secret_is_told_from_one_that_does_not()
    {
        for (const char *open : {"rtsp://nina@host/", "rtsp://nina:s@host/", "http://h/?pwd=1", "http://h/a?x=1&Password=2", "http://h/?a=1;user=b"})
            QVERIFY2(holdsSecret(open), open);
        for (const char *kept : {"rtsp://host:554/ch1?sub=2", "http://h/?pwd=$password&user=$user", "http://h/?pwd=", "http://h/?pwd",
                                 "http://h/pwd=1", "http://h/x?to=a@b.c", ""})
            QVERIFY2(!holdsSecret(kept), kept);
    }
    void what_is_no_stream_is_refused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing") << "" << int(ErrorCode::InvalidInput);
        QTest::newRow("words") << "my camera" << int(ErrorCode::InvalidInput);
        QTest::newRow("no host") << "rtsp:///cam" << int(ErrorCode::InvalidInput);
        QTest::newRow("bad port") << "rtsp://host:99999/cam" << int(ErrorCode::InvalidInput);
        QTest::newRow("file") << "file://host/etc/passwd" << int(ErrorCode::Unsupported);
        QTest::newRow("pipeline") << "gst-pipeline://host/videotestsrc" << int(ErrorCode::Unsupported);
        QTest::newRow("too long") << "rtsp://host/" + QString(3000, 'a') << int(ErrorCode::InvalidInput);
        QTest::newRow("password in the query") << "http://host/video?resolution=4&user=nina&pwd=s3cret" << int(ErrorCode::InvalidInput);
        QTest::newRow("password in capitals") << "rtsp://host/live?PASSWORD=s3cret" << int(ErrorCode::InvalidInput);
        QTest::newRow("password inside") << "rtsp://nina:s3cret@host/cam" << int(ErrorCode::InvalidInput);
    }
    void what_is_no_stream_is_refused()
    {
        QFETCH(QString, address);
        QFETCH(int, code);
        const auto url = streamUrl(address.toStdString(), {});
        QVERIFY(!url.ok());
        QCOMPARE(int(url.error().code), code);
        QVERIFY(url.error().detail.find("s3cret") == std::string::npos);
    }
    void secrets_are_taken_out_of_texts()
    {
        const Credential credential{"nina", "p@ss/1"};
        QCOMPARE(withoutSecrets("cannot open rtsp://nina:p%40ss%2F1@host/cam", credential),
                 std::string("cannot open rtsp://***@host/cam"));
        QCOMPARE(withoutSecrets("login nina with p@ss/1 or p%40ss%2F1", credential), std::string("login *** with *** or ***"));
        QCOMPARE(withoutSecrets("http://other:word@host and http://host/x@y", {}),
                 std::string("http://***@host and http://host/x@y"));
        QCOMPARE(withoutSecrets("rtsp://nina:a@b/c@host failed, a@b/c", {"nina", "a@b/c"}), std::string("rtsp://***@host failed, ***"));
        const Credential mixed{"nina", "p!w@x"};
        const QString half = QUrl::fromPercentEncoding(streamUrl("rtsp://h/", mixed)->toEncoded());
        QCOMPARE(withoutSecrets("quoted p!w%40x, p%21w%40x, " + half.toStdString(), mixed), std::string("quoted ***, ***, rtsp://***@h/"));
        QCOMPARE(withoutSecrets("a plain text", {"a", ""}), std::string("a plain text"));
    }
};

QTEST_APPLESS_MAIN(TestStreamAddress)
#include "tst_streamaddress.moc"
