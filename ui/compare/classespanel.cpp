// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/classespanel.h"

#include "compare/tablecolumn.h"
#include "itemmodels/shadowclassesmodel.h"
#include "settings/interfacesettings.h"
#include "widgets/forreaders.h"
#include "widgets/format.h"
#include "widgets/pagekeys.h"
#include "widgets/tablelook.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace lineside {
namespace {

constexpr qint64 kFollowEveryMs = 500;

}  // namespace

ClassesPanel::ClassesPanel(QWidget *parent)
    : QWidget(parent), m_classes(new ShadowClassesModel(this)), m_sorted(new QSortFilterProxyModel(this)), m_table(new QTableView(this)), m_note(new QLabel(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("classesPanel"));
    m_sorted->setSourceModel(m_classes);
    m_sorted->setSortRole(ShadowClassesModel::SortRole);
    m_table->setObjectName(QStringLiteral("compareClasses"));
    m_table->setModel(m_sorted);
    new TableLook(m_table, QString(), {160, 90, 90, 80, 90, 90, 90});
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ShadowClassesModel::Name, Qt::AscendingOrder);
    m_note->setObjectName(QStringLiteral("classesNote"));
    m_close->setObjectName(QStringLiteral("classesClose"));
    connect(m_close, &QPushButton::clicked, this, &ClassesPanel::closed);
    connect(m_table, &QTableView::activated, this, &ClassesPanel::choose);
    new PageKeys(this, {m_table, m_close}, [this](const QKeyEvent &key) {
        const bool single = InterfaceSettings::singleKeys();
        if (key.modifiers() != Qt::NoModifier || (key.key() != Qt::Key_Escape && !((key.key() == Qt::Key_5 || key.key() == Qt::Key_4) && single)))
            return false;
        if (key.key() == Qt::Key_4)
            emit evidenceRequested();
        else
            emit closed();
        return true;
    });
    layTableColumn(this, m_note, m_table, m_close);
    retranslate();
}

void ClassesPanel::begin(const ShadowStats &stats)
{
    m_shown.start();
    m_classes->setClasses(stats.classes);
    m_compared = stats.compared;
    setNote();
    if (!m_table->currentIndex().isValid() && m_sorted->rowCount() > 0)
        m_table->selectRow(0);
}

void ClassesPanel::follow(const ShadowStats &stats)
{
    if (!m_shown.isValid() || m_shown.hasExpired(kFollowEveryMs))
        begin(stats);
}

void ClassesPanel::setNote()
{
    m_note->setText(tr("What each has seen in the frames that both judged, %1 so far. It does not tell who is right. Enter on a class shows where they differ in it.", "number").arg(Format::count(m_compared)));
}

void ClassesPanel::choose(const QModelIndex &index)
{
    if (index.isValid())
        emit chosen(m_classes->nameAt(m_sorted->mapToSource(index).row()));
}

void ClassesPanel::retranslate()
{
    m_table->setAccessibleName(tr("Classes"));
    m_close->setText(tr("Back to the pictures"));
    m_close->setAccessibleName(tr("Shows the pictures again (5)"));
    m_classes->retranslate();
    setNote();
}

void ClassesPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
