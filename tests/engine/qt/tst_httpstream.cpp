// SPDX-License-Identifier: GPL-3.0-or-later
// A camera that sends JPEG pictures one after another over HTTP, as cheap network cameras do.
#include "qt/multimediasetup.h"

#include "support/streams.h"

#include <QBuffer>
#include <QImage>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <QtTest>

#include <future>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

QByteArray jpeg(int number)
{
    QImage image(320, 240, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(number * 23 % 360, 200, 200));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "JPEG", 90);
    return bytes;
}

/// Sends 25 pictures a second to each visitor, in a thread of its own.
class HttpCamera : public QThread {
public:
    explicit HttpCamera(QByteArray login = {}, int port = 0) : m_login(std::move(login)), m_port(port)
    {
        start();
        m_port = m_listening.get_future().get();
    }
    ~HttpCamera() override
    {
        quit();
        wait();
    }
    int port() const { return m_port; }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/video"; }

protected:
    void run() override
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost, static_cast<quint16>(m_port));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(socket); });
        });
        m_listening.set_value(server.serverPort());
        exec();
    }

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray request = socket->readAll();
        if (!m_login.isEmpty() && !request.contains("Authorization: Basic " + m_login.toBase64())) {
            socket->write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"camera\"\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=picture\r\n\r\n");
        auto *timer = new QTimer(socket);
        QObject::connect(timer, &QTimer::timeout, socket, [socket, number = 0]() mutable {
            const QByteArray bytes = jpeg(number++);
            socket->write("--picture\r\nContent-Type: image/jpeg\r\nContent-Length: " + QByteArray::number(bytes.size())
                          + "\r\n\r\n" + bytes + "\r\n");
        });
        timer->start(40);
    }

    const QByteArray m_login;
    std::promise<int> m_listening;
    int m_port = 0;
};

}  // namespace

class TestHttpStream : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { chooseMediaBackend(); }

    void pictures_over_http_arrive()
    {
        HttpCamera camera;
        FakeSecrets secrets;
        PlayedStream stream(streamAt(camera.address()), secrets);
        QVERIFY2(stream.log.waitForFrames(30), stream.log.allText().c_str());
        QCOMPARE(stream.log.lastFrame()->image.width(), 320);
        stream.source->stop();
    }
    void the_password_goes_to_the_camera()
    {
        HttpCamera camera("nina:s3cr@t");
        FakeSecrets secrets;
        QVERIFY(secrets.write("gate", {"nina", "s3cr@t"}).ok());
        PlayedStream stream(streamAt(camera.address(), "gate"), secrets);
        QVERIFY2(stream.log.waitForFrames(5), stream.log.allText().c_str());
    }
    void a_wrong_password_is_offline_without_the_password()
    {
        HttpCamera camera("nina:another");
        FakeSecrets secrets;
        QVERIFY(secrets.write("gate", {"nina", "s3cr@t"}).ok());
        PlayedStream stream(streamAt(camera.address(), "gate"), secrets);
        QVERIFY(stream.log.waitForState(SourceState::Offline));
        QVERIFY2(stream.log.allText().find("s3cr") == std::string::npos, stream.log.allText().c_str());
        QVERIFY2(stream.log.allText().size() > 10, stream.log.allText().c_str());
    }
    void a_camera_that_goes_away_is_noticed()
    {
        auto camera = std::make_unique<HttpCamera>();
        FakeSecrets secrets;
        PlayedStream stream(streamAt(camera->address()), secrets);
        QVERIFY(stream.log.waitForFrames(5));
        camera.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!stream.log.reports().empty(), 20'000);
        const SourceState state = stream.log.reports().front().state;
        QVERIFY2(state == SourceState::Ended || state == SourceState::Offline, toString(state));
        QVERIFY(stream.log.allText().size() > 5);
    }
    void a_camera_that_comes_back_runs_again()
    {
        auto camera = std::make_unique<HttpCamera>();
        const std::string address = camera->address();
        const int port = camera->port();
        FakeSecrets secrets;
        StreamStation stream(streamAt(address), secrets);
        QVERIFY2(stream.log.waitForFrames(5), stream.log.allText().c_str());
        camera.reset();
        QTRY_VERIFY_WITH_TIMEOUT(stream.source.status().nextTry != SteadyTime(), 20'000);
        QVERIFY(stream.source.status().state != SourceState::Running);
        const std::size_t before = stream.log.frameCount();
        camera = std::make_unique<HttpCamera>(QByteArray(), port);
        QVERIFY2(stream.log.waitForFrames(before + 5, std::chrono::seconds(60)), stream.log.allText().c_str());
        QVERIFY(stream.source.status().state == SourceState::Running);
    }
    void nobody_there_is_offline_in_words()
    {
        FakeSecrets secrets;
        PlayedStream stream(streamAt("http://127.0.0.1:1/video"), secrets);
        QVERIFY(stream.log.waitForState(SourceState::Offline));
        QVERIFY2(stream.log.allText().size() > 10, stream.log.allText().c_str());
    }
};

QTEST_GUILESS_MAIN(TestHttpStream)
#include "tst_httpstream.moc"
