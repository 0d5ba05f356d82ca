using KmCommons.Foundation;

namespace KmCommons.Village;

/// <summary>The theme: layout, partials, style sheet, fonts and the writing form's script. It has no table and no page of its own.
/// What a page may use is in README.md beside this file; other modules know none of it by type, only by the names of classes and partials.</summary>
public sealed class VillageModule : Module;
