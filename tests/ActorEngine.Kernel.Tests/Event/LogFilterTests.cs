using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Event;

namespace ActorEngine.Kernel.Tests.Event;

public class LogFilterTests
{
    private static LogEvent Entry(string source, string message) => new Info(source, typeof(LogFilterTests), message);

    private static bool Keeps(LogFilterBuilder filters, LogEvent entry) => filters.Build().CreateEvaluator().ShouldTryKeepMessage(entry, out _);

    [Fact]
    public void Sources_can_be_left_out()
    {
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceExactly("a"), Entry("a", "x")));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeSourceExactly("a"), Entry("ab", "x")));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceStartingWith("akka."), Entry("akka.io", "x")));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeSourceStartingWith("akka."), Entry("my.akka.io", "x")));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceEndingWith("io"), Entry("akka.io", "x")));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceContaining(".i"), Entry("akka.io", "x")));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceRegex(new Regex("^a.*o$")), Entry("akka.io", "x")));
    }

    [Fact]
    public void Texts_can_be_left_out()
    {
        Assert.False(Keeps(new LogFilterBuilder().ExcludeMessageContaining("(noise)"), Entry("a", "some (noise) here")));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeMessageContaining("(noise)"), Entry("a", "some noise here")));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeMessageRegex(new Regex("^\\[INFO\\].*x$")), Entry("a", "x")));
    }

    [Fact]
    public void What_is_kept_comes_with_its_text()
    {
        LogEvent entry = Entry("a", "text");
        Assert.True(LogFilterEvaluator.NoFilters.ShouldTryKeepMessage(entry, out string text));
        Assert.Equal(entry.ToString(), text);
        Assert.True(new LogFilterBuilder().ExcludeSourceExactly("b").Build().CreateEvaluator().EvaluatesLogSourcesOnly);
    }

    [Fact]
    public async Task The_filters_of_a_system_come_with_its_setup()
    {
        var setup = ActorSystemSetup.Empty.And(new LogFilterBuilder().ExcludeSourceExactly("b").Build());
        using ActorSystem system = ActorSystem.Create("filters", setup);
        Assert.False(system.Settings.LogFilter.ShouldTryKeepMessage(Entry("b", "x"), out _));
        Assert.Same(system.Settings.LogFilter, system.Settings.StdoutLogger.Filter);
        await system.Terminate();
    }
}
