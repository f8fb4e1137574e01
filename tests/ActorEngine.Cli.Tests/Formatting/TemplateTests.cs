using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Tests.Formatting;

public sealed class TemplateTests
{
    private static readonly Fields Value = new()
    {
        ["Name"] = "/web",
        ["State"] = new Fields { ["Status"] = "running", ["Pid"] = 7, ["Running"] = true },
        ["Args"] = new List<string> { "-c", "ls" },
        ["Labels"] = Fields.Map([KeyValuePair.Create("b", "2"), KeyValuePair.Create("a", "1")]),
        ["Mounts"] = new List<Fields> { new() { ["Source"] = "/x" }, new() { ["Source"] = "/y" } },
        ["Empty"] = "",
        ["Unset"] = null,
        ["Interval"] = TimeSpan.FromSeconds(9),
        ["Times"] = new List<object?> { TimeSpan.Zero, TimeSpan.FromMilliseconds(1.5), TimeSpan.FromSeconds(90.5), TimeSpan.FromHours(25), null },
    };

    [Theory]
    [InlineData("{{.Name}} {{.State.Status}}", "/web running")]
    [InlineData("{{json .State}}", "{\"Status\":\"running\",\"Pid\":7,\"Running\":true}")]
    [InlineData("{{range .Mounts}}{{.Source}} {{end}}", "/x /y ")]
    [InlineData("{{range $i, $m := .Mounts}}{{$i}}={{$m.Source}};{{end}}", "0=/x;1=/y;")]
    [InlineData("{{range $k, $v := .Labels}}{{$k}}{{$v}}{{end}}", "a1b2")]
    [InlineData("{{if .State.Running}}up{{else}}down{{end}}", "up")]
    [InlineData("{{if .Empty}}a{{else if eq .State.Pid 7}}b{{else}}c{{end}}", "b")]
    [InlineData("{{index .Labels \"a\"}}{{index .Args 1}}{{index .Labels \"none\"}}", "1ls")]
    [InlineData("{{join .Args \",\"}} {{.Name | upper | printf \"%6s\"}}", "-c,ls   /WEB")]
    [InlineData("{{len .Args}} {{slice .Name 1}} {{lower \"AB\"}} {{title \"ab\"}}", "2 web ab Ab")]
    [InlineData("{{with .State}}{{.Pid}}{{$.Name}}{{end}}", "7/web")]
    [InlineData("{{$n := .Name}}{{$n}} {{println 1 2}}", "/web 1 2\n")]
    [InlineData("a {{- .Name -}} b{{/* note */}}", "a/webb")]
    [InlineData("{{.Labels}} {{.Args}} {{.Labels.none}}", "map[a:1 b:2] [-c ls] <no value>")]
    [InlineData("{{.Unset}} {{json .Unset}} {{.Interval}} {{json .Interval}} {{.Times}}", "<nil> null 9s 9000000000 [0s 1.5ms 1m30.5s 25h0m0s <nil>]")]
    [InlineData("{{(index .Mounts 0).Source}} {{and .State.Running (not .Empty)}}", "/x true")]
    [InlineData("{{range .Args}}{{if eq . \"ls\"}}{{break}}{{end}}{{.}}{{else}}none{{end}}", "-c")]
    [InlineData("{{gt .State.Pid 3}} {{ne .Name \"x\"}} {{or .Empty \"z\"}}", "true true z")]
    public void A_template_renders_as_in_go(string template, string expected) => Assert.Equal(expected, new Template(template).Render(Value));

    [Theory]
    [InlineData("{{.Nmae}}", "there is no field .Nmae here; did you mean .Name?")]
    [InlineData("{{.Name.X}}", "the value before .X has no fields")]
    [InlineData("{{.Name", "an action is opened with {{ and not closed with }}")]
    [InlineData("{{range .Args}}", "{{range}} is not closed with {{end}}")]
    [InlineData("{{jsno .}}", "there is no function 'jsno'; did you mean 'json'?")]
    [InlineData("{{end}}", "{{end}} stands without a beginning")]
    [InlineData("{{index .Args 9}}", "index 9 is outside of 0 to 1")]
    public void A_wrong_template_says_what_is_wrong(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => new Template(template).Render(Value)).Message);
}
