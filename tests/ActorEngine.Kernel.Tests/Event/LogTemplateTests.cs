using Akka.Event;

namespace ActorEngine.Kernel.Tests.Event;

public class LogTemplateTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly ILogMessageFormatter Formatter = SemanticLogMessageFormatter.Instance;

    [Theory]
    [InlineData("{User} from {Host}", "ann from box")]
    [InlineData("{0} from {1}", "ann from box")]
    [InlineData("{User,6}|{Host,-5}|", "   ann|box  |")]
    [InlineData("{{not}} {User}", "{not} ann")]
    [InlineData("{User} {Host} {More}", "ann box {More}")]
    [InlineData("nothing to fill", "nothing to fill")]
    [InlineData("{User} and {unclosed", "ann and {unclosed")]
    [InlineData("", "")]
    public void Names_are_filled_in_the_order_of_the_arguments(string template, string expected) =>
        Assert.Equal(expected, Formatter.Format(template, "ann", "box"));

    [Fact]
    public void A_format_applies_to_a_named_argument() => Assert.Equal("0x1F null", Formatter.Format("0x{Number:X} {Nothing}", 31, null!));

    [Fact]
    public void A_template_that_does_not_fit_is_shown_instead_of_thrown() =>
        Assert.StartsWith("[INVALID LOG FORMAT] str=[{0} {1}], args=[ann]", Formatter.Format("{0} {1}", "ann"), StringComparison.Ordinal);

    [Fact]
    public void Named_templates_are_the_default()
    {
        Assert.IsType<SemanticLogMessageFormatter>(Sys.Log.Formatter);
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Sys.Log.Warning("{User} left", "ann");
        var entry = ExpectMsg<Warning>();
        Assert.Equal("ann left", entry.Message.ToString());
        Assert.Equal("{User} left", entry.GetTemplate());
        Assert.Equal(["User"], entry.GetPropertyNames());
        Assert.True(entry.TryGetProperties(out var properties));
        Assert.Equal("ann", properties!["User"]);
    }

    [Fact]
    public void Context_travels_with_the_entries_of_its_adapter_alone()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        var log = Sys.Log.WithContext("Container", "c1");
        using (var scope = log.BeginScope("Run", 2))
            scope.Log.Warning("{User} left", "ann");
        log.Warning("plain");
        var inner = ExpectMsg<Warning>();
        Assert.EndsWith("[Container=c1][Run=2] ann left", inner.ToString(), StringComparison.Ordinal);
        Assert.True(inner.TryGetProperties(out var properties));
        Assert.Equal(["Container", "Run", "User"], properties!.Keys.Order());
        Assert.EndsWith("[Container=c1] plain", ExpectMsg<Warning>().ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => log.WithContext(" ", 1));
    }
}
