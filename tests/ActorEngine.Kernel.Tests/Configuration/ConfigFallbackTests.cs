using Akka.Configuration;

namespace ActorEngine.Kernel.Tests.Configuration;

public class ConfigFallbackTests
{
    [Fact]
    public void What_is_not_set_is_looked_up_in_the_fallback()
    {
        var config = Parse("l = [1], a { x = 1 }").WithFallback(Parse("l = [2, 3], z = 4, a { x = 2, y = 3 }"));
        Assert.Equal(1, config.GetInt("a.x"));
        Assert.Equal(3, config.GetInt("a.y"));
        Assert.Equal([1], config.GetIntList("l"));
        Assert.Equal(4, config.GetInt("z"));
    }

    [Fact]
    public void Fallbacks_chain()
    {
        var config = Parse("a = 1").WithFallback(Parse("b = 2, a = 9")).WithFallback(Parse("b = 9, c { d = 3 }"));
        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(2, config.GetInt("b"));
        Assert.Equal(3, config.GetConfig("c").GetInt("d"));
    }

    [Fact]
    public void A_fallback_leaves_both_sides_as_they_were()
    {
        var above = Parse("a { x = 1 }");
        var below = Parse("a { y = 2 }");
        _ = above.WithFallback(below).GetInt("a.y");
        Assert.False(above.HasPath("a.y"));
        Assert.False(below.HasPath("a.x"));
    }

    [Fact]
    public void A_sub_configuration_has_the_fallbacks_settings()
    {
        var config = Parse("a { b { x = 1 } }").WithFallback(Parse("a { c = 3, b { y = 2 } }"));
        var inner = config.GetConfig("a");
        Assert.Equal(1, inner.GetInt("b.x"));
        Assert.Equal(2, inner.GetInt("b.y"));
        Assert.Equal(3, inner.GetInt("c"));
    }

    [Fact]
    public void A_configuration_is_not_its_own_fallback()
    {
        var config = Parse("a = 1");
        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Same(config, config.WithFallback(null));
    }

    [Fact]
    public void Emptiness_is_seen()
    {
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(Config.Empty.IsNullOrEmpty());
        Assert.True(((Config?)null).IsNullOrEmpty());
        Assert.False(Parse("a = 1").IsEmpty);
        Assert.Equal(1, ConfigurationFactory.Empty.WithFallback(Parse("a = 1")).GetInt("a"));
    }

    [Fact]
    public void Text_becomes_a_configuration()
    {
        Config config = "a = 1";
        var both = config + "a = 2, b = 3";
        Assert.Equal(1, both.GetInt("a"));
        Assert.Equal(3, both.GetInt("b"));
    }

    [Fact]
    public void All_top_level_settings_are_listed_once()
    {
        var config = Parse("b = 2, a = 1").WithFallback(Parse("a = 5, c = 3"));
        Assert.Equal(["a=1", "b=2", "c=3"], config.AsEnumerable().Select(item => $"{item.Key}={item.Value.GetString()}").Order());
    }

    [Fact]
    public void A_printed_configuration_reads_back()
    {
        var config = Parse("d = 5s, a { b = \"x y\", c = [1, 2] }");
        var again = Parse(config.ToString());
        Assert.Equal("x y", again.GetString("a.b"));
        Assert.Equal([1, 2], again.GetIntList("a.c"));
        Assert.Equal(TimeSpan.FromSeconds(5), again.GetTimeSpan("d"));
        Assert.Contains("zz", config.WithFallback(Parse("zz = 1")).ToString(true), StringComparison.Ordinal);
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);
}
