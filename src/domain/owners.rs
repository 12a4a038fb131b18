//! Owners as papers print them: several in one cell, spelled in more than one way.
