using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>Pushes to a registry that does not mean well.</summary>
public sealed class UploadTests : RegistryTestKit
{
    private readonly ScriptedRegistry remote = new(), elsewhere = new();

    [Fact]
    public void An_upload_that_is_to_go_elsewhere_takes_no_credentials_along()
    {
        string basic = "Basic " + Convert.ToBase64String("ada:secret"u8.ToArray());
        remote.Script = request => request["Authorization"] != basic ? new ScriptedResponse(401, "{}"u8.ToArray()) { Headers = { ["WWW-Authenticate"] = "Basic realm=\"x\"" } }
            : request.Method switch
            {
                "HEAD" => new ScriptedResponse(404),
                "POST" => new ScriptedResponse(202) { Headers = { ["Location"] = $"http://{elsewhere.Name}/upload" } },
                _ => new ScriptedResponse(201),
            };
        elsewhere.Script = _ => new ScriptedResponse(201);
        Answer<ImagesPushed>(new PushImage(Import()) { Credentials = new RegistryCredentials(remote.Name) { Username = "ada", Password = "secret" } });
        Assert.Equal(2, elsewhere.Count("/upload"));
        Assert.All(elsewhere.Requests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public void An_upload_that_goes_nowhere_is_a_fault()
    {
        remote.Script = request => request.Method == "POST" ? new ScriptedResponse(202) : null;
        Assert.Contains("does not say where to send", Answer<Fault>(new PushImage(Import())).Message);
    }

    [Theory]
    [InlineData("0-99999999999")]
    [InlineData("0--5")]
    [InlineData("nonsense")]
    public void A_registry_that_lies_about_what_it_has_is_given_up(string range)
    {
        Settings = Settings with { UploadChunkBytes = 1000 };
        remote.Script = request => request.Method switch
        {
            "HEAD" => new ScriptedResponse(404),
            "POST" => new ScriptedResponse(202) { Headers = { ["Location"] = "/upload" } },
            "PATCH" => new ScriptedResponse(416),
            "GET" when request.Path == "/upload" => new ScriptedResponse(204) { Headers = { ["Range"] = range, ["Location"] = "/upload" } },
            "PUT" => new ScriptedResponse(400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"not what was promised\"}]}"u8.ToArray()),
            _ => null,
        };
        Assert.Equal(FaultCode.RegistryFailed, Answer<Fault>(new PushImage(Import())).Code);
        Assert.True(remote.Requests.Count < 60);
    }

    private ImageReference Import()
    {
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(new byte[5000]) });
        var name = new ImageReference($"{remote.Name}/app:1");
        Answer<ImagesLoaded>(Images, new LoadArchive(new ImportImage { Reference = name }, new MemoryStream(tar.ToArray())));
        return name;
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _ = remote.DisposeAsync().AsTask();
        _ = elsewhere.DisposeAsync().AsTask();
    }
}
