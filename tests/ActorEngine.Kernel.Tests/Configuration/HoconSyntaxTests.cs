using Akka.Configuration;

namespace ActorEngine.Kernel.Tests.Configuration;

public class HoconSyntaxTests
{
    [Fact]
    public void Objects_arrays_and_scalars_are_read()
    {
        var config = ConfigurationFactory.ParseString("""
            a {
              b = 1
              c : text
              d { e = [1, 2, 3] }
            }
            f.g.h = 1.5
            """);
        Assert.Equal(1, config.GetInt("a.b"));
        Assert.Equal("text", config.GetString("a.c"));
        Assert.Equal([1, 2, 3], config.GetIntList("a.d.e"));
        Assert.Equal(1.5, config.GetDouble("f.g.h"));
        Assert.Equal(1.5m, config.GetDecimal("f.g.h"));
    }

    [Fact]
    public void Json_is_hocon()
    {
        var config = ConfigurationFactory.ParseString("""{ "a": { "b": [true, false], "c": "x\ty\u0041" }, "d": null }""");
        Assert.Equal([true, false], config.GetBooleanList("a.b"));
        Assert.Equal("x\tyA", config.GetString("a.c"));
        Assert.Null(config.GetString("d"));
    }

    [Fact]
    public void Comments_are_skipped()
    {
        var config = ConfigurationFactory.ParseString("""
            # first
            a = 1 # trailing
            // second
            b = 2 // trailing
            """);
        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(2, config.GetInt("b"));
    }

    [Fact]
    public void Unquoted_text_keeps_its_inner_blanks()
    {
        var config = ConfigurationFactory.ParseString("a =   one two   three  \nb = /usr/bin/x-1.2_3");
        Assert.Equal("one two   three", config.GetString("a"));
        Assert.Equal("/usr/bin/x-1.2_3", config.GetString("b"));
    }

    [Fact]
    public void Quoted_text_may_hold_what_unquoted_text_may_not()
    {
        var config = ConfigurationFactory.ParseString("""
            a = "tcp://host:1/x?y=z#t"
            b = "say \"hi\" \\ /"
            """);
        Assert.Equal("tcp://host:1/x?y=z#t", config.GetString("a"));
        Assert.Equal("say \"hi\" \\ /", config.GetString("b"));
    }

    [Fact]
    public void Triple_quoted_text_is_taken_as_it_is()
    {
        var config = ConfigurationFactory.ParseString("a = \"\"\"one \"two\" \\n\nthree\"\"\"");
        Assert.Equal("one \"two\" \\n\nthree", config.GetString("a"));
    }

    [Fact]
    public void Quoted_keys_may_have_dots()
    {
        var config = ConfigurationFactory.ParseString("a { \"/user/x.y\" { n = 1 } }\n\"b.c\" = 2");
        Assert.Equal(1, config.GetInt("a.\"/user/x.y\".n"));
        Assert.Equal(2, config.GetInt("\"b.c\""));
        Assert.False(config.HasPath("b.c"));
    }

    [Fact]
    public void Later_objects_merge_into_earlier_ones()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1, y = 2 }\na { y = 3, z = 4 }\na.w = 5");
        Assert.Equal(1, config.GetInt("a.x"));
        Assert.Equal(3, config.GetInt("a.y"));
        Assert.Equal(4, config.GetInt("a.z"));
        Assert.Equal(5, config.GetInt("a.w"));
    }

    [Fact]
    public void A_later_scalar_replaces_an_earlier_one()
    {
        var config = ConfigurationFactory.ParseString("a = 1\na = 2");
        Assert.Equal(2, config.GetInt("a"));
    }

    [Fact]
    public void Arrays_span_lines_and_hold_objects()
    {
        var config = ConfigurationFactory.ParseString("""
            a = [
              { n = 1 }, # one
              { n = 2 },
            ]
            b = []
            """);
        Assert.Equal([1, 2], config.GetValue("a").GetArray().Select(item => item.GetObject().GetKey("n").GetInt()));
        Assert.Empty(config.GetStringList("b"));
    }

    [Theory]
    [InlineData("a = http://x")]
    [InlineData("a = ${nowhere}")]
    [InlineData("a = 1\n@ = 2")]
    public void What_is_not_hocon_is_refused(string text) =>
        Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString(text));

    [Fact]
    public void The_end_of_the_text_closes_what_is_open()
    {
        Assert.Equal("x", ConfigurationFactory.ParseString("a = \"x").GetString("a"));
        Assert.Equal("x", ConfigurationFactory.ParseString("a = \"\"\"x").GetString("a"));
        Assert.Equal([1, 2], ConfigurationFactory.ParseString("a = [1, 2").GetIntList("a"));
        Assert.Equal(1, ConfigurationFactory.ParseString("a { b = 1").GetInt("a.b"));
    }
}
