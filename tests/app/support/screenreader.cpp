// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/screenreader.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>

namespace lineside::test {
namespace {

constexpr int kMaxDepth = 40;
constexpr int kCallMs = 30000;
const QString kAccessible = QStringLiteral("org.a11y.atspi.Accessible");
const QString kComponent = QStringLiteral("org.a11y.atspi.Component");
const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");

QVariant firstOf(const QDBusConnection &bus, QDBusMessage call, const QVariantList &arguments = {})
{
    call.setArguments(arguments);
    const QDBusMessage reply = bus.call(call, QDBus::Block, kCallMs);
    return reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty() ? reply.arguments().first() : QVariant();
}

}  // namespace

SessionBus::SessionBus(const QProcessEnvironment &environment)
{
    m_daemon.setProcessEnvironment(environment);
    m_daemon.start(QStringLiteral("dbus-daemon"), {"--session", "--nofork", "--print-address=1"});
    while (m_daemon.state() != QProcess::NotRunning && !m_daemon.canReadLine() && m_daemon.waitForReadyRead(15000)) {
    }
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

SessionBus::~SessionBus()
{
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

ScreenReader::ScreenReader(const QString &sessionBusAddress)
{
    static int number = 0;
    m_name = QStringLiteral("lineside-test-%1").arg(++number);
    const QDBusConnection session = QDBusConnection::connectToBus(sessionBusAddress, m_name + "-session");
    const QVariant address = firstOf(session, QDBusMessage::createMethodCall("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"));
    m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address.toString(), m_name));
    QDBusConnection::disconnectFromBus(m_name + "-session");
}

ScreenReader::~ScreenReader()
{
    m_bus.reset();
    QDBusConnection::disconnectFromBus(m_name);
}

bool ScreenReader::isShowing(const Element &element) const
{
    constexpr uint kShowing = 1u << 25;
    const QVariant states = firstOf(*m_bus, QDBusMessage::createMethodCall(element.service, element.path, kAccessible, "GetState"));
    const QList<uint> words = qdbus_cast<QList<uint>>(states);
    return !words.isEmpty() && (words.first() & kShowing) != 0;
}

QString ScreenReader::nameOf(const Element &element) const
{
    const QVariant name = firstOf(*m_bus, QDBusMessage::createMethodCall(element.service, element.path, kProperties, "Get"), {kAccessible, "Name"});
    return name.value<QDBusVariant>().variant().toString();
}

QRect ScreenReader::placeOf(const Element &element) const
{
    const QVariant extents = firstOf(*m_bus, QDBusMessage::createMethodCall(element.service, element.path, kComponent, "GetExtents"), {uint{0}});
    if (!extents.canConvert<QDBusArgument>())
        return {};
    const QDBusArgument argument = extents.value<QDBusArgument>();
    int x = 0, y = 0, width = 0, height = 0;
    argument.beginStructure();
    argument >> x >> y >> width >> height;
    argument.endStructure();
    return {x, y, width, height};
}

std::vector<Element> ScreenReader::childrenOf(const Element &element) const
{
    std::vector<Element> children;
    const QVariant answer = firstOf(*m_bus, QDBusMessage::createMethodCall(element.service, element.path, kAccessible, "GetChildren"));
    if (!answer.canConvert<QDBusArgument>())
        return children;
    const QDBusArgument list = answer.value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd()) {
        Element child;
        QDBusObjectPath path;
        list.beginStructure();
        list >> child.service >> path;
        list.endStructure();
        child.path = path.path();
        children.push_back(std::move(child));
    }
    list.endArray();
    return children;
}

bool ScreenReader::walk(const Element &element, int depth, const std::function<bool(const Element &)> &visit) const
{
    if (visit(element))
        return true;
    if (depth >= kMaxDepth)
        return false;
    for (const Element &child : childrenOf(element)) {
        // Applications have no state of their own; of the rest, what is hidden hides what is in it.
        if ((depth < 1 || isShowing(child)) && walk(child, depth + 1, visit))
            return true;
    }
    return false;
}

std::optional<Element> ScreenReader::find(const Wanted &wanted, const Element *within) const
{
    const Element root{"org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", {}, {}};
    std::optional<Element> found;
    walk(within ? *within : root, within ? 2 : 0, [&](const Element &element) {
        if (const QString name = nameOf(element); wanted(name))
            found = Element{element.service, element.path, name, placeOf(element)};
        return found.has_value();
    });
    return found;
}

std::optional<Element> ScreenReader::lookAgain(const Element &element) const
{
    Element now{element.service, element.path, nameOf(element), {}};
    if (now.name.isEmpty() || !isShowing(now))
        return std::nullopt;
    now.place = placeOf(now);
    return now;
}

QString ScreenReader::everything() const
{
    QStringList all;
    (void)find([&](const QString &name) {
        if (!name.isEmpty())
            all << name;
        return false;
    });
    return all.join(QStringLiteral(" | "));
}

}  // namespace lineside::test
