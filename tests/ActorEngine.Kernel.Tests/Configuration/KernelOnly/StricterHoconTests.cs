using Akka.Configuration;

namespace ActorEngine.Kernel.Tests.Configuration.KernelOnly;

/// <summary>HOCON that the published parser does not read, or takes for something else.</summary>
public class StricterHoconTests
{
    [Fact]
    public void A_substitution_may_stand_for_nothing()
    {
        var config = ConfigurationFactory.ParseString("a = 1\na = ${?nowhere}\nb = ${?nowhere}\nc = x${?nowhere}y\nd = [1, ${?nowhere}, 2]");
        Assert.Equal(1, config.GetInt("a"));
        Assert.False(config.HasPath("b"));
        Assert.Equal("xy", config.GetString("c"));
        Assert.Equal([1, 2], config.GetIntList("d"));
    }

    [Fact]
    public void A_value_may_be_made_from_the_earlier_one_of_its_path()
    {
        var config = ConfigurationFactory.ParseString("p = \"/bin\"\np = ${p}\":/usr\"\nl = [1]\nl = ${l} [2]\nl += 3\nm += 1");
        Assert.Equal("/bin:/usr", config.GetString("p"));
        Assert.Equal([1, 2, 3], config.GetIntList("l"));
        Assert.Equal([1], config.GetIntList("m"));
    }

    [Fact]
    public void Objects_concatenate()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1 }\nb = ${a} { y = 2 }\nc = ${a}\nc.z = 3");
        Assert.Equal(1, config.GetInt("b.x"));
        Assert.Equal(2, config.GetInt("b.y"));
        Assert.Equal(1, config.GetInt("c.x"));
        Assert.Equal(3, config.GetInt("c.z"));
        Assert.False(config.HasPath("a.y"));
    }

    [Fact]
    public void Yes_and_no_are_booleans()
    {
        var config = ConfigurationFactory.ParseString("a = yes, b = no");
        Assert.True(config.GetBoolean("a"));
        Assert.False(config.GetBoolean("b"));
    }

    [Fact]
    public void Members_are_separated_by_commas_after_objects_too() =>
        Assert.Equal(2, ConfigurationFactory.ParseString("a { x = 1 }, b = 2").GetInt("b"));

    [Theory]
    [InlineData("a = [1, 2\nb = 3", "line 2")]
    [InlineData("\n\na = 1 }", "line 3")]
    [InlineData("a = 1\nb\n", "line 3")]
    [InlineData("a = 1\nb = ${nowhere}", "line 2")]
    [InlineData("a = ${b}\nb = ${a}", "refers to itself")]
    [InlineData("a = b = c", "line 1")]
    [InlineData("include \"x\"", "callback")]
    public void A_fault_says_where(string text, string where)
    {
        var fault = Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString(text));
        Assert.Contains(where, fault.Message, StringComparison.Ordinal);
    }
}
