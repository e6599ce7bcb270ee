// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_drag_source TITLE X,Y,WxH FILE…
//   A file manager for tests: a window without a frame at that place of the screen from which the files can be dragged with
//   the mouse. Offers a copy or a move and proposes the move, as file managers do. Says on its standard output what the
//   drag is doing, one line each:
//     ready X Y W H    shown; where it is, in pixels of the screen
//     press            the button went down in it
//     drag             the drag has begun
//     over ACTION      what a release would do here: copy, move, link, ignore; said when it changes
//     end ACTION       what the release did
#include <QApplication>
#include <QDrag>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>

namespace {

void say(const QString &line)
{
    std::fputs(qPrintable(line + QLatin1Char('\n')), stdout);
    std::fflush(stdout);
}

QString nameOf(Qt::DropAction action)
{
    switch (action) {
    case Qt::CopyAction: return QStringLiteral("copy");
    case Qt::LinkAction: return QStringLiteral("link");
    case Qt::IgnoreAction: return QStringLiteral("ignore");
    default: return QStringLiteral("move");
    }
}

class Source : public QLabel {
public:
    explicit Source(const QStringList &files) : QLabel(QFileInfo(files.front()).fileName())
    {
        setAlignment(Qt::AlignCenter);
        setWordWrap(true);
        for (const QString &file : files)
            m_urls << QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath());
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QLabel::paintEvent(event);
        if (m_said)
            return;
        m_said = true;
        const QPoint at = mapToGlobal(QPoint(0, 0));
        say(QStringLiteral("ready %1 %2 %3 %4").arg(at.x()).arg(at.y()).arg(width()).arg(height()));
    }
    void mousePressEvent(QMouseEvent *event) override
    {
        m_pressedAt = event->pos();
        say(QStringLiteral("press"));
    }
    void mouseMoveEvent(QMouseEvent *event) override
    {
        if (!(event->buttons() & Qt::LeftButton) || (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        auto *drag = new QDrag(this);  // deletes itself
        auto *data = new QMimeData;
        data->setUrls(m_urls);
        drag->setMimeData(data);
        connect(drag, &QDrag::actionChanged, this, [](Qt::DropAction action) { say(QStringLiteral("over ") + nameOf(action)); });
        say(QStringLiteral("drag"));
        const Qt::DropAction action = drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction);
        const QString end = QStringLiteral("end ") + nameOf(action);
        // Not before the target has the data: until then this program must live. The drag deletes itself when the target says so.
        if (action == Qt::IgnoreAction)
            say(end);
        else
            connect(drag, &QObject::destroyed, this, [end] { say(end); });
    }

private:
    QList<QUrl> m_urls;
    QPoint m_pressedAt;
    bool m_said = false;
};

}  // namespace

int main(int argc, char **argv)
{
    // A test that is killed must not leave its windows behind.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    int x = 0, y = 0, width = 0, height = 0;
    if (arguments.size() < 4
        || std::sscanf(qPrintable(arguments[2]), "%d,%d,%dx%d", &x, &y, &width, &height) != 4) {
        std::fputs("lineside_drag_source TITLE X,Y,WxH FILE...\n", stderr);
        return 2;
    }
    Source source(arguments.mid(3));
    source.setWindowTitle(arguments[1]);
    source.setWindowFlags(Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint);
    source.setGeometry(x, y, width, height);
    source.show();
    return QApplication::exec();
}
