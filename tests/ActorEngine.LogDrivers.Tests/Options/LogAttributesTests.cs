using ActorEngine.LogDrivers.Tests.Support;

namespace ActorEngine.LogDrivers.Tests.Options;

public sealed class LogAttributesTests
{
    [Theory]
    [InlineData("{{.ID}}", "aaaaaaaaaaaa")]
    [InlineData("{{ .ImageName }}/{{.Name}}/x", "nginx:1/web/x")]
    [InlineData("{{.Command}} {{.DaemonName}}", "nginx -g x actorengine")]
    [InlineData("{{.ImageID}}", "sha256:bbbbb")]
    [InlineData("plain", "plain")]
    public void Tags_are_templates_of_the_container(string template, string tag) =>
        Assert.Equal(tag, TagTemplate.Render(template, Samples.View(Samples.Log("local"))));

    [Fact]
    public void Labels_and_variables_are_chosen_by_name_and_by_expression()
    {
        Assert.Equal("team=web+%26+co", Details("labels=team,missing"));
        Assert.Equal("com.example.tier=2,team=web+%26+co", Details("labels-regex=."));
        Assert.Equal("EMPTY=,MODE=fast,PATH=%2Fbin", Details("env-regex=^[A-Z]+$"));
        Assert.Equal("MODE=fast,tag=web", Details("env=MODE", "tag={{.Name}}"));
        Assert.Equal("", Details());

        static string Details(params string[] options) => LogAttributes.Text(LogAttributes.Of(Samples.View(Samples.Log("local", options))));
    }
}
