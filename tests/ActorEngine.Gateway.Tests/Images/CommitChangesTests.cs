using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Images;

namespace ActorEngine.Gateway.Tests.Images;

public sealed class CommitChangesTests
{
    [Fact]
    public void A_configuration_is_laid_over_the_containers_as_it_stands()
    {
        const string body = """
            {"User":"app","WorkingDir":"/a b","Env":["A=x \"y\" $z\\","B="],"Labels":{"k e y":"v=$1"},"ExposedPorts":{"80/tcp":{}},"Volumes":{"/data":{}},
             "Entrypoint":["/entry"],"Cmd":"serve","StopSignal":"SIGINT","OnBuild":["RUN x"],"Healthcheck":{"Test":["CMD-SHELL","true && true"],"Interval":1500000000,"Retries":3}}
            """;
        var changes = CommitChanges.Of(JsonSerializer.Deserialize(body, CommitJson.Default.CommitConfiguration));
        var image = ImageChange.ApplyAll(new ImageConfiguration { Environment = ["A=old", "C=c"] }, changes, _ => true);
        Assert.Equal(["A=x \"y\" $z\\", "C=c", "B="], image.Environment);
        Assert.Equal("v=$1", image.Labels["k e y"]);
        Assert.Equal(("app", "/a b", "SIGINT"), (image.User, image.WorkingDirectory, image.StopSignal));
        Assert.Equal(["80/tcp"], image.ExposedPorts);
        Assert.Equal(["/data"], image.Volumes);
        Assert.Equal(["/entry"], image.Entrypoint);
        Assert.Equal(["serve"], image.Command);
        Assert.Equal(["RUN x"], image.OnBuild);
        Assert.Equal(["CMD-SHELL", "true && true"], image.Healthcheck!.Test);
        Assert.Equal((1_500_000_000L, 3), (image.Healthcheck.Interval, image.Healthcheck.Retries));
    }

    [Fact]
    public void Nothing_is_changed_by_an_empty_configuration()
    {
        Assert.Empty(CommitChanges.Of(null));
        Assert.Empty(CommitChanges.Of(JsonSerializer.Deserialize("""{"Env":null,"Cmd":[],"Labels":{}}""", CommitJson.Default.CommitConfiguration)));
    }

    [Fact]
    public void An_import_takes_instructions_in_one_parameter_or_in_many()
    {
        var image = ImportCommand.Configuration(["CMD [\"sh\"]\nENV A=b", "LABEL c=d"]);
        Assert.Equal("sh A=b d", $"{image.Command.Single()} {image.Environment.Single()} {image.Labels["c"]}");
        Assert.Equal(400, Assert.Throws<ApiException>(() => ImportCommand.Configuration(["RUN x"])).Status);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("1", false)]
    [InlineData("false", true)]
    public void A_prune_takes_named_images_too_where_dangling_is_false(string dangling, bool all)
    {
        var prune = ImageCommands.ToPrune([new Filter("dangling", dangling), new Filter("label", "a")]);
        Assert.Equal(all, prune.All);
        Assert.Equal([new Filter("label", "a")], prune.Filters);
        Assert.Equal(400, Assert.Throws<ApiException>(() => ImageCommands.ToPrune([new Filter("dangling", "x")])).Status);
    }
}
