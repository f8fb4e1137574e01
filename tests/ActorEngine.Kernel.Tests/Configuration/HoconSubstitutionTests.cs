using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorEngine.Kernel.Tests.Configuration;

public class HoconSubstitutionTests
{
    [Fact]
    public void A_substitution_stands_for_the_value_at_its_path()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, c = [1, 2], d { e = x } }\nf = ${a.b}\ng = ${a.c}\nh = ${a.d}");
        Assert.Equal(1, config.GetInt("f"));
        Assert.Equal([1, 2], config.GetIntList("g"));
        Assert.Equal("x", config.GetString("h.e"));
    }

    [Fact]
    public void A_substitution_may_refer_to_what_comes_later()
    {
        var config = ConfigurationFactory.ParseString("a = ${b}\nb = 7");
        Assert.Equal(7, config.GetInt("a"));
    }

    [Fact]
    public void Substitutions_concatenate_with_text()
    {
        var config = ConfigurationFactory.ParseString("host = local\na = ${host}host\nb = \"x \"${host} y");
        Assert.Equal("localhost", config.GetString("a"));
        Assert.Equal("x local y", config.GetString("b"));
    }

    [Fact]
    public void Arrays_concatenate()
    {
        var config = ConfigurationFactory.ParseString("a = [1, 2]\nb = ${a} [3]\nc = [0] ${a}");
        Assert.Equal([1, 2, 3], config.GetIntList("b"));
        Assert.Equal([0, 1, 2], config.GetIntList("c"));
    }

    [Fact]
    public void An_include_takes_the_place_where_it_stands()
    {
        var config = ConfigurationFactory.ParseString(
            "a = 0\nb { include \"other\" }\na = 1",
            name => Parser.Parse($"name = {name}, e = ${{c.d}}, c {{ d = 2 }}", null));
        Assert.Equal("other", config.GetString("b.name"));
        Assert.Equal(2, config.GetInt("b.c.d"));
        Assert.Equal(2, config.GetInt("b.e"));
        Assert.Equal(1, config.GetInt("a"));
    }
}
