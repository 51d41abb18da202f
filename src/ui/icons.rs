//! The icons of the interface: Lucide, cut to what is used, as characters of the font family `icons`.
//!
//! Written by `assets/fonts/make.py`; to add an icon, add its Lucide name there. What an icon means is decided where it is
//! used, and every icon stands with a label or a tooltip.

/// An icon by its Lucide name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Icon {
    /// `arrow-down`.
    ArrowDown,
    /// `arrow-down-wide-narrow`.
    ArrowDownWideNarrow,
    /// `arrow-left`.
    ArrowLeft,
    /// `arrow-right`.
    ArrowRight,
    /// `arrow-up`.
    ArrowUp,
    /// `arrow-up-down`.
    ArrowUpDown,
    /// `arrow-up-right`.
    ArrowUpRight,
    /// `ban`.
    Ban,
    /// `bell`.
    Bell,
    /// `book-open`.
    BookOpen,
    /// `bookmark`.
    Bookmark,
    /// `building-2`.
    Building2,
    /// `calendar`.
    Calendar,
    /// `calendar-range`.
    CalendarRange,
    /// `chart-column-big`.
    ChartColumnBig,
    /// `chart-line`.
    ChartLine,
    /// `chart-pie`.
    ChartPie,
    /// `chart-scatter`.
    ChartScatter,
    /// `check`.
    Check,
    /// `chevron-down`.
    ChevronDown,
    /// `chevron-left`.
    ChevronLeft,
    /// `chevron-right`.
    ChevronRight,
    /// `chevron-up`.
    ChevronUp,
    /// `chevrons-up-down`.
    ChevronsUpDown,
    /// `circle`.
    Circle,
    /// `circle-alert`.
    CircleAlert,
    /// `circle-check`.
    CircleCheck,
    /// `circle-dot`.
    CircleDot,
    /// `circle-off`.
    CircleOff,
    /// `circle-question-mark`.
    CircleQuestionMark,
    /// `circle-x`.
    CircleX,
    /// `clock`.
    Clock,
    /// `columns-3`.
    Columns3,
    /// `command`.
    Command,
    /// `copy`.
    Copy,
    /// `corner-down-left`.
    CornerDownLeft,
    /// `download`.
    Download,
    /// `ellipsis`.
    Ellipsis,
    /// `eraser`.
    Eraser,
    /// `external-link`.
    ExternalLink,
    /// `eye`.
    Eye,
    /// `eye-off`.
    EyeOff,
    /// `factory`.
    Factory,
    /// `file`.
    File,
    /// `file-check-2`.
    FileCheck2,
    /// `file-down`.
    FileDown,
    /// `file-plus-2`.
    FilePlus2,
    /// `file-spreadsheet`.
    FileSpreadsheet,
    /// `file-text`.
    FileText,
    /// `filter`.
    Filter,
    /// `flag`.
    Flag,
    /// `folder`.
    Folder,
    /// `folder-open`.
    FolderOpen,
    /// `git-compare`.
    GitCompare,
    /// `globe`.
    Globe,
    /// `graduation-cap`.
    GraduationCap,
    /// `grip-vertical`.
    GripVertical,
    /// `hash`.
    Hash,
    /// `hexagon`.
    Hexagon,
    /// `history`.
    History,
    /// `house`.
    House,
    /// `image`.
    Image,
    /// `info`.
    Info,
    /// `key`.
    Key,
    /// `keyboard`.
    Keyboard,
    /// `landmark`.
    Landmark,
    /// `lasso-select`.
    LassoSelect,
    /// `layers`.
    Layers,
    /// `layout-dashboard`.
    LayoutDashboard,
    /// `lightbulb`.
    Lightbulb,
    /// `link`.
    Link,
    /// `list`.
    List,
    /// `list-filter`.
    ListFilter,
    /// `loader-circle`.
    LoaderCircle,
    /// `locate-fixed`.
    LocateFixed,
    /// `lock`.
    Lock,
    /// `log-out`.
    LogOut,
    /// `map`.
    Map,
    /// `map-pin`.
    MapPin,
    /// `maximize`.
    Maximize,
    /// `maximize-2`.
    Maximize2,
    /// `menu`.
    Menu,
    /// `merge`.
    Merge,
    /// `message-square-text`.
    MessageSquareText,
    /// `minimize-2`.
    Minimize2,
    /// `minus`.
    Minus,
    /// `monitor`.
    Monitor,
    /// `moon`.
    Moon,
    /// `mouse-pointer-2`.
    MousePointer2,
    /// `move`.
    Move,
    /// `move-up-right`.
    MoveUpRight,
    /// `network`.
    Network,
    /// `palette`.
    Palette,
    /// `panel-bottom`.
    PanelBottom,
    /// `panel-left`.
    PanelLeft,
    /// `panel-right`.
    PanelRight,
    /// `pause`.
    Pause,
    /// `pencil`.
    Pencil,
    /// `percent`.
    Percent,
    /// `pin`.
    Pin,
    /// `play`.
    Play,
    /// `plus`.
    Plus,
    /// `power`.
    Power,
    /// `presentation`.
    Presentation,
    /// `projector`.
    Projector,
    /// `redo-2`.
    Redo2,
    /// `refresh-cw`.
    RefreshCw,
    /// `rotate-ccw`.
    RotateCcw,
    /// `ruler`.
    Ruler,
    /// `save`.
    Save,
    /// `save-all`.
    SaveAll,
    /// `scan`.
    Scan,
    /// `search`.
    Search,
    /// `settings`.
    Settings,
    /// `share`.
    Share,
    /// `shield-check`.
    ShieldCheck,
    /// `skip-back`.
    SkipBack,
    /// `skip-forward`.
    SkipForward,
    /// `sliders-horizontal`.
    SlidersHorizontal,
    /// `split`.
    Split,
    /// `square`.
    Square,
    /// `square-check`.
    SquareCheck,
    /// `square-dashed-mouse-pointer`.
    SquareDashedMousePointer,
    /// `star`.
    Star,
    /// `step-back`.
    StepBack,
    /// `step-forward`.
    StepForward,
    /// `sun`.
    Sun,
    /// `table`.
    Table,
    /// `table-2`.
    Table2,
    /// `tag`.
    Tag,
    /// `trash-2`.
    Trash2,
    /// `trending-down`.
    TrendingDown,
    /// `trending-up`.
    TrendingUp,
    /// `triangle`.
    Triangle,
    /// `triangle-alert`.
    TriangleAlert,
    /// `type`.
    Type,
    /// `undo-2`.
    Undo2,
    /// `unlink`.
    Unlink,
    /// `upload`.
    Upload,
    /// `user`.
    User,
    /// `user-plus`.
    UserPlus,
    /// `users`.
    Users,
    /// `wand-sparkles`.
    WandSparkles,
    /// `waypoints`.
    Waypoints,
    /// `x`.
    X,
    /// `zoom-in`.
    ZoomIn,
    /// `zoom-out`.
    ZoomOut,
}

impl Icon {
    /// Every icon with its character and its Lucide name.
    pub const ALL: &'static [(Self, char, &'static str)] = &[
        (Self::ArrowDown, '\u{e042}', "arrow-down"),
        (Self::ArrowDownWideNarrow, '\u{e047}', "arrow-down-wide-narrow"),
        (Self::ArrowLeft, '\u{e048}', "arrow-left"),
        (Self::ArrowRight, '\u{e049}', "arrow-right"),
        (Self::ArrowUp, '\u{e04a}', "arrow-up"),
        (Self::ArrowUpDown, '\u{e37d}', "arrow-up-down"),
        (Self::ArrowUpRight, '\u{e04d}', "arrow-up-right"),
        (Self::Ban, '\u{e051}', "ban"),
        (Self::Bell, '\u{e059}', "bell"),
        (Self::BookOpen, '\u{e05f}', "book-open"),
        (Self::Bookmark, '\u{e060}', "bookmark"),
        (Self::Building2, '\u{e290}', "building-2"),
        (Self::Calendar, '\u{e063}', "calendar"),
        (Self::CalendarRange, '\u{e2bd}', "calendar-range"),
        (Self::ChartColumnBig, '\u{e4a9}', "chart-column-big"),
        (Self::ChartLine, '\u{e2a5}', "chart-line"),
        (Self::ChartPie, '\u{e06b}', "chart-pie"),
        (Self::ChartScatter, '\u{e48a}', "chart-scatter"),
        (Self::Check, '\u{e06c}', "check"),
        (Self::ChevronDown, '\u{e06d}', "chevron-down"),
        (Self::ChevronLeft, '\u{e06e}', "chevron-left"),
        (Self::ChevronRight, '\u{e06f}', "chevron-right"),
        (Self::ChevronUp, '\u{e070}', "chevron-up"),
        (Self::ChevronsUpDown, '\u{e211}', "chevrons-up-down"),
        (Self::Circle, '\u{e076}', "circle"),
        (Self::CircleAlert, '\u{e077}', "circle-alert"),
        (Self::CircleCheck, '\u{e226}', "circle-check"),
        (Self::CircleDot, '\u{e345}', "circle-dot"),
        (Self::CircleOff, '\u{e401}', "circle-off"),
        (Self::CircleQuestionMark, '\u{e082}', "circle-question-mark"),
        (Self::CircleX, '\u{e084}', "circle-x"),
        (Self::Clock, '\u{e087}', "clock"),
        (Self::Columns3, '\u{e099}', "columns-3"),
        (Self::Command, '\u{e09a}', "command"),
        (Self::Copy, '\u{e09e}', "copy"),
        (Self::CornerDownLeft, '\u{e0a1}', "corner-down-left"),
        (Self::Download, '\u{e0b2}', "download"),
        (Self::Ellipsis, '\u{e0b6}', "ellipsis"),
        (Self::Eraser, '\u{e28f}', "eraser"),
        (Self::ExternalLink, '\u{e0b9}', "external-link"),
        (Self::Eye, '\u{e0ba}', "eye"),
        (Self::EyeOff, '\u{e0bb}', "eye-off"),
        (Self::Factory, '\u{e29f}', "factory"),
        (Self::File, '\u{e0c0}', "file"),
        (Self::FileCheck2, '\u{e0c2}', "file-check-2"),
        (Self::FileDown, '\u{e318}', "file-down"),
        (Self::FilePlus2, '\u{e0ca}', "file-plus-2"),
        (Self::FileSpreadsheet, '\u{e326}', "file-spreadsheet"),
        (Self::FileText, '\u{e0cc}', "file-text"),
        (Self::Filter, '\u{e0dc}', "filter"),
        (Self::Flag, '\u{e0d1}', "flag"),
        (Self::Folder, '\u{e0d7}', "folder"),
        (Self::FolderOpen, '\u{e247}', "folder-open"),
        (Self::GitCompare, '\u{e359}', "git-compare"),
        (Self::Globe, '\u{e0e8}', "globe"),
        (Self::GraduationCap, '\u{e234}', "graduation-cap"),
        (Self::GripVertical, '\u{e0eb}', "grip-vertical"),
        (Self::Hash, '\u{e0ef}', "hash"),
        (Self::Hexagon, '\u{e0f3}', "hexagon"),
        (Self::History, '\u{e1f5}', "history"),
        (Self::House, '\u{e0f5}', "house"),
        (Self::Image, '\u{e0f6}', "image"),
        (Self::Info, '\u{e0f9}', "info"),
        (Self::Key, '\u{e0fd}', "key"),
        (Self::Keyboard, '\u{e284}', "keyboard"),
        (Self::Landmark, '\u{e23a}', "landmark"),
        (Self::LassoSelect, '\u{e1cf}', "lasso-select"),
        (Self::Layers, '\u{e529}', "layers"),
        (Self::LayoutDashboard, '\u{e1c1}', "layout-dashboard"),
        (Self::Lightbulb, '\u{e1c2}', "lightbulb"),
        (Self::Link, '\u{e102}', "link"),
        (Self::List, '\u{e106}', "list"),
        (Self::ListFilter, '\u{e460}', "list-filter"),
        (Self::LoaderCircle, '\u{e10a}', "loader-circle"),
        (Self::LocateFixed, '\u{e1db}', "locate-fixed"),
        (Self::Lock, '\u{e10b}', "lock"),
        (Self::LogOut, '\u{e10e}', "log-out"),
        (Self::Map, '\u{e110}', "map"),
        (Self::MapPin, '\u{e111}', "map-pin"),
        (Self::Maximize, '\u{e112}', "maximize"),
        (Self::Maximize2, '\u{e113}', "maximize-2"),
        (Self::Menu, '\u{e115}', "menu"),
        (Self::Merge, '\u{e43f}', "merge"),
        (Self::MessageSquareText, '\u{e575}', "message-square-text"),
        (Self::Minimize2, '\u{e11b}', "minimize-2"),
        (Self::Minus, '\u{e11c}', "minus"),
        (Self::Monitor, '\u{e11d}', "monitor"),
        (Self::Moon, '\u{e11e}', "moon"),
        (Self::MousePointer2, '\u{e1c3}', "mouse-pointer-2"),
        (Self::Move, '\u{e121}', "move"),
        (Self::MoveUpRight, '\u{e493}', "move-up-right"),
        (Self::Network, '\u{e125}', "network"),
        (Self::Palette, '\u{e1dd}', "palette"),
        (Self::PanelBottom, '\u{e42c}', "panel-bottom"),
        (Self::PanelLeft, '\u{e12a}', "panel-left"),
        (Self::PanelRight, '\u{e431}', "panel-right"),
        (Self::Pause, '\u{e12e}', "pause"),
        (Self::Pencil, '\u{e1f9}', "pencil"),
        (Self::Percent, '\u{e132}', "percent"),
        (Self::Pin, '\u{e259}', "pin"),
        (Self::Play, '\u{e13c}', "play"),
        (Self::Plus, '\u{e13d}', "plus"),
        (Self::Power, '\u{e140}', "power"),
        (Self::Presentation, '\u{e4ae}', "presentation"),
        (Self::Projector, '\u{e4af}', "projector"),
        (Self::Redo2, '\u{e2a0}', "redo-2"),
        (Self::RefreshCw, '\u{e145}', "refresh-cw"),
        (Self::RotateCcw, '\u{e148}', "rotate-ccw"),
        (Self::Ruler, '\u{e14b}', "ruler"),
        (Self::Save, '\u{e14d}', "save"),
        (Self::SaveAll, '\u{e40f}', "save-all"),
        (Self::Scan, '\u{e257}', "scan"),
        (Self::Search, '\u{e151}', "search"),
        (Self::Settings, '\u{e154}', "settings"),
        (Self::Share, '\u{e155}', "share"),
        (Self::ShieldCheck, '\u{e1ff}', "shield-check"),
        (Self::SkipBack, '\u{e15f}', "skip-back"),
        (Self::SkipForward, '\u{e160}', "skip-forward"),
        (Self::SlidersHorizontal, '\u{e29a}', "sliders-horizontal"),
        (Self::Split, '\u{e440}', "split"),
        (Self::Square, '\u{e167}', "square"),
        (Self::SquareCheck, '\u{e559}', "square-check"),
        (Self::SquareDashedMousePointer, '\u{e509}', "square-dashed-mouse-pointer"),
        (Self::Star, '\u{e176}', "star"),
        (Self::StepBack, '\u{e3e9}', "step-back"),
        (Self::StepForward, '\u{e3ea}', "step-forward"),
        (Self::Sun, '\u{e178}', "sun"),
        (Self::Table, '\u{e17d}', "table"),
        (Self::Table2, '\u{e2f9}', "table-2"),
        (Self::Tag, '\u{e17f}', "tag"),
        (Self::Trash2, '\u{e18e}', "trash-2"),
        (Self::TrendingDown, '\u{e190}', "trending-down"),
        (Self::TrendingUp, '\u{e191}', "trending-up"),
        (Self::Triangle, '\u{e192}', "triangle"),
        (Self::TriangleAlert, '\u{e193}', "triangle-alert"),
        (Self::Type, '\u{e198}', "type"),
        (Self::Undo2, '\u{e2a1}', "undo-2"),
        (Self::Unlink, '\u{e19c}', "unlink"),
        (Self::Upload, '\u{e19e}', "upload"),
        (Self::User, '\u{e19f}', "user"),
        (Self::UserPlus, '\u{e1a2}', "user-plus"),
        (Self::Users, '\u{e1a4}', "users"),
        (Self::WandSparkles, '\u{e357}', "wand-sparkles"),
        (Self::Waypoints, '\u{e542}', "waypoints"),
        (Self::X, '\u{e1b2}', "x"),
        (Self::ZoomIn, '\u{e1b6}', "zoom-in"),
        (Self::ZoomOut, '\u{e1b7}', "zoom-out"),
    ];

    /// Its character in the font family `icons`.
    #[must_use]
    pub fn glyph(self) -> char {
        // The table stands in the order of the variants; a test holds it.
        Self::ALL.get(self as usize).map_or(' ', |(_, glyph, _)| *glyph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_icons_stands_in_the_order_of_the_variants() {
        for (position, (icon, _, name)) in Icon::ALL.iter().enumerate() {
            assert_eq!(*icon as usize, position, "{name}");
        }
    }
}
