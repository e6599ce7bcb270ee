// SPDX-License-Identifier: GPL-3.0-or-later
// What is on the page, where it stands, and what it is called.
#include "actions/transitioncolumn.h"
#include "compare/classespanel.h"
#include "compare/comparepage.h"
#include "compare/comparesetup.h"
#include "compare/differingstrip.h"
#include "compare/evidencepanel.h"
#include "compare/offerbutton.h"
#include "compare/onlychip.h"
#include "compare/reviewpanel.h"
#include "compare/stationsbar.h"
#include "compare/stationspanel.h"
#include "live/zoombar.h"
#include "settings/noticelabel.h"
#include "widgets/besideorbelow.h"
#include "widgets/titlelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace lineside {

void ComparePage::build()
{
    m_sentence = new TitleLabel(1.5, this);
    m_sentence->setObjectName(QStringLiteral("compareSentence"));
    m_sentence->setMargin(2);
    m_evidence = new QLabel(this);
    m_evidence->setObjectName(QStringLiteral("compareEvidence"));
    m_evidence->setWordWrap(true);
    m_evidence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_evidence->setFocusPolicy(Qt::NoFocus);
    m_notice = new NoticeLabel(this);
    m_notice->setObjectName(QStringLiteral("compareNotice"));

    m_setup = new CompareSetup(m_bridge, this);
    m_askReview = new QPushButton(this);
    m_askReview->setObjectName(QStringLiteral("compareReview"));
    m_askReview->setMinimumHeight(40);
    m_middle = new TransitionColumn(m_bridge, QStringLiteral("compareTransition"));
    m_offer = new OfferButton(m_bridge, m_middle);
    m_middle->addBelow(m_offer);
    m_zoom = new ZoomBar(this);
    const auto toggle = [&](const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setCheckable(true);
        button->setProperty("choice", true);
        button->setMinimumHeight(40);
        button->setFocusPolicy(Qt::StrongFocus);
        return button;
    };
    m_overlayButton = toggle("compareOverlay");
    m_sideButton = toggle("compareSideBySide");
    m_wipeButton = toggle("compareWipe");
    m_freeze = toggle("compareFreeze");
    m_evidenceButton = toggle("compareShowEvidence");
    m_classesButton = toggle("compareShowClasses");
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_sentence, 1);
    for (QToolButton *button : {m_overlayButton, m_sideButton, m_wipeButton, m_freeze})
        head->addWidget(button, 0, Qt::AlignTop);

    m_looking = new QWidget(this);
    m_review = new ReviewPanel(m_bridge, m_access, this);
    m_review->hide();
    m_evidencePanel = new EvidencePanel(this);
    m_evidencePanel->hide();
    m_classesPanel = new ClassesPanel(this);
    m_classesPanel->hide();
    m_stationsPanel = new StationsPanel(this);
    m_stationsPanel->hide();
    m_stationsBar = new StationsBar(m_bridge, this);
    m_views = new CompareViews(m_middle, m_looking);
    m_figuresB = new QLabel(m_looking);
    m_figuresA = new QLabel(m_looking);
    m_figuresB->setObjectName(QStringLiteral("compareStatsB"));
    m_figuresA->setObjectName(QStringLiteral("compareStatsA"));
    auto *figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (QLabel *label : {m_figuresB, m_figuresA}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
        figures->addWidget(label, 1);
    }
    m_betweenFigures = new QWidget(m_looking);
    auto *between = new QHBoxLayout(m_betweenFigures);
    between->setContentsMargins(0, 0, 0, 0);
    between->addWidget(m_zoom, 0, Qt::AlignHCenter | Qt::AlignTop);
    figures->insertWidget(1, m_betweenFigures);
    m_stripTitle = new QLabel(m_looking);
    m_stripTitle->setWordWrap(true);
    m_only = new OnlyChip(QStringLiteral("compareOnly"), m_looking);
    m_strip = new DifferingStrip(m_looking);

    auto *frames = new QVBoxLayout(m_looking);
    frames->setContentsMargins(0, 0, 0, 0);
    frames->setSpacing(8);
    frames->addWidget(m_views, 1);
    frames->addLayout(figures);
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_stripTitle, 1);
    below->addWidget(m_only);
    below->addWidget(m_askReview);
    frames->addLayout(below);
    frames->addWidget(m_strip);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    auto *known = new QHBoxLayout;
    known->setSpacing(8);
    known->addWidget(m_evidence, 1);
    known->addWidget(m_evidenceButton, 0, Qt::AlignTop);
    known->addWidget(m_classesButton, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(known);
    m_choice = new BesideOrBelow(m_setup, m_stationsBar, this);
    column->addWidget(m_choice);
    column->addWidget(m_notice);
    column->addWidget(m_looking, 1);
    column->addWidget(m_evidencePanel, 1);
    column->addWidget(m_classesPanel, 1);
    column->addWidget(m_stationsPanel, 1);
    column->addWidget(m_review, 1);
    setWay(CompareViews::Way::SideBySide);
}

void ComparePage::retranslate()
{
    const auto name = [](QToolButton *button, const QString &text, const QString &tip) {
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_overlayButton, tr("Overlay"), tr("One picture with the boxes of both (1)"));
    name(m_sideButton, tr("Side by side"), tr("Two pictures of the same frame (2)"));
    name(m_wipeButton, tr("Wipe"), tr("One picture, B left and A right of a line (3)"));
    name(m_freeze, tr("Freeze"), tr("Hold this frame in both pictures (Space)"));
    name(m_evidenceButton, tr("Evidence"), tr("What the verdict rests on, as a curve, in place of the pictures (4)"));
    name(m_classesButton, tr("Classes"), tr("What each has seen of every class, in place of the pictures (5)"));
    m_stripTitle->setText(tr("Where A and B differ, first what would change the verdict most"));
    m_strip->retranslate();
    m_stationsBar->retranslate();
    m_setup->retranslate();
}

}  // namespace lineside
