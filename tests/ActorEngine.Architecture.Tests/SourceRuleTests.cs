using System.Text.RegularExpressions;

namespace ActorEngine.Architecture.Tests;

/// <summary>Invariants written as absences; docs/architecture.md lists them.</summary>
public sealed partial class SourceRuleTests
{
    [Fact]
    public void Native_imports_stand_in_the_Linux_project_only() =>
        Assert.Empty(Where("src", line => line.Contains("[LibraryImport(") || line.Contains("[DllImport("))
            .Where(hit => !hit.StartsWith("src/ActorEngine.Linux/", StringComparison.Ordinal)));

    [Fact]
    public void Engine_code_has_no_conditional_compilation() =>
        Assert.Empty(Where("src", line => line.StartsWith("#if", StringComparison.Ordinal)));

    [Fact]
    public void Engine_code_never_names_the_kernel() =>
        Assert.Empty(Where("src", line => line.Contains("ActorEngine.Kernel")).Where(hit => !hit.StartsWith("src/kernel/", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_is_left_to_do_in_the_code() =>
        Assert.Empty(Where("src", line => Unfinished().IsMatch(line)));

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.Empty(Checkout.Sources("src").Concat(Checkout.Sources("tests")).Where(s => s.Lines.Length > 400).Select(s => $"{s.Path}: {s.Lines.Length}"));

    [Fact]
    public void No_folder_is_a_drawer_for_odds_and_ends() =>
        Assert.Empty(Checkout.Sources("src").Select(s => s.Path).Where(path => Drawer().IsMatch(path) && !path.StartsWith("src/kernel/Akka/Util/", StringComparison.Ordinal)));

    [Fact]
    public void Actors_do_not_ask_each_other() =>
        Assert.Empty(Where("src", line => Ask().IsMatch(line)).Where(hit => !hit.StartsWith("src/kernel/", StringComparison.Ordinal)
            && !hit.StartsWith("src/ActorEngine.Daemon/Hosting/", StringComparison.Ordinal)));

    private static IEnumerable<string> Where(string folder, Func<string, bool> hit) =>
        Checkout.Sources(folder).SelectMany(s => s.Lines.Select((line, index) => (s.Path, Line: line.TrimStart(), Number: index + 1)))
            .Where(row => hit(row.Line)).Select(row => $"{row.Path}:{row.Number}: {row.Line}");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex("/(Helpers?|Utils?|Utilities|Managers|Common|Misc)/")]
    private static partial Regex Drawer();

    [GeneratedRegex(@"\.Ask(<[^>]+>)?\(")]
    private static partial Regex Ask();
}
