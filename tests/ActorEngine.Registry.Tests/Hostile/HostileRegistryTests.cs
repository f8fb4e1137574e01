using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>A registry, or somebody on the way, that does what it must not.</summary>
public sealed class HostileRegistryTests : RegistryTestKit
{
    private readonly ScriptedRegistry remote = new();
    private readonly TestImage image = TestImage.Of("one", "two");
    private readonly string layer;

    public HostileRegistryTests()
    {
        remote.Serve("app", "1", image);
        layer = TestImage.DigestOf(image.Layers[1]);
    }

    private string Name => $"{remote.Name}/app:1";

    [Fact]
    public void A_layer_with_another_content_is_refused_and_leaves_nothing_behind()
    {
        byte[] noise = new byte[image.Layers[1].Length];
        new Random(5).NextBytes(noise);
        Replace(layer, _ => new ScriptedResponse(200, noise));
        Fault fault = PullFails(Name);
        Assert.Equal(FaultCode.InvalidArgument, fault.Code);
        NothingIsLeft();
    }

    [Fact]
    public void A_valid_layer_under_a_wrong_digest_names_both_digests()
    {
        TestImage twin = TestImage.Of("one", "tow");
        Assert.Equal(image.Layers[1].Length, twin.Layers[1].Length);
        Replace(layer, _ => new ScriptedResponse(200, twin.Layers[1]));
        Fault fault = PullFails(Name);
        Assert.Contains(layer, fault.Message);
        Assert.Contains(TestImage.DigestOf(twin.Layers[1]), fault.Message);
        NothingIsLeft();
    }

    [Fact]
    public void A_manifest_by_digest_with_another_content_is_refused()
    {
        Replace(image.Digest, _ => new ScriptedResponse(200, TestImage.Of("other").Manifest));
        Assert.Contains("instead of", PullFails($"{remote.Name}/app@{image.Digest}").Message);
    }

    [Fact]
    public void A_manifest_that_contradicts_its_own_header_is_refused()
    {
        Replace("manifests/1", _ => new ScriptedResponse(200, image.Manifest) { Headers = { ["Docker-Content-Digest"] = "sha256:" + new string('0', 64) } });
        Assert.Contains("instead of", PullFails(Name).Message);
    }

    [Fact]
    public void A_configuration_with_another_content_is_refused()
    {
        Replace(TestImage.DigestOf(image.Configuration), _ => new ScriptedResponse(200, "{}"u8.ToArray()));
        Assert.Contains("instead of", PullFails(Name).Message);
    }

    [Fact]
    public void An_endless_layer_is_read_no_further_than_its_size()
    {
        Replace(layer, _ => new ScriptedResponse(200, new byte[64 << 10]) { Endless = true });
        PullFails(Name);
        NothingIsLeft();
    }

    [Theory]
    [InlineData("manifests/1")]
    [InlineData("config")]
    public void Endless_documents_are_cut(string what)
    {
        Replace(what == "config" ? TestImage.DigestOf(image.Configuration) : what, _ => new ScriptedResponse(200, new byte[64 << 10]) { Endless = true });
        Assert.Contains("longer than", PullFails(Name).Message);
    }

    [Fact]
    public void An_endless_list_of_tags_is_cut()
    {
        int page = 0;
        remote.Script = request => request.Path.Contains("tags/list") ? new ScriptedResponse(200, """{"tags":["a"]}"""u8.ToArray()) { Headers = { ["Link"] = $"</v2/app/tags/list?page={++page}>; rel=\"next\"" } } : null;
        Assert.Contains("does not end", Answer<Fault>(new ListTags(new ImageReference($"{remote.Name}/app"))).Message);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1 << 20)]
    public void A_layer_whose_length_is_not_that_of_the_manifest_is_refused(int length)
    {
        Replace(layer, _ => new ScriptedResponse(200, image.Layers[1]) { Length = length });
        Assert.Contains("its manifest says", PullFails(Name).Message);
    }

    [Fact]
    public void A_truncated_manifest_is_refused()
    {
        Replace("manifests/1", _ => new ScriptedResponse(200, image.Manifest[..100]));
        Assert.Contains("no valid manifest", PullFails(Name).Message);
    }

    [Fact]
    public void A_manifest_that_breaks_off_every_time_is_given_up()
    {
        Replace("manifests/1", _ => new ScriptedResponse(200, image.Manifest) { CutAfter = 50 });
        Assert.Equal(FaultCode.RegistryFailed, PullFails(Name).Code);
    }

    [Fact]
    public void An_index_that_names_itself_is_refused()
    {
        // Whatever digest it is asked by, it sends the same text, which names that digest.
        string self = "sha256:" + new string('a', 64);
        byte[] index = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{{self}}}","size":200,"platform":{"os":"linux","architecture":"amd64"}}]}""");
        remote.Script = request => request.Path.Contains("/manifests/") ? new ScriptedResponse(200, index) { Headers = { ["Content-Type"] = "application/vnd.oci.image.index.v1+json" } } : null;
        Assert.Contains("instead of", PullFails(Name).Message);
        Assert.True(remote.Count("/manifests/") <= 2);
    }

    [Fact]
    public void Indexes_nested_too_deep_are_refused()
    {
        byte[] inner = TestImage.Index((image, "linux", "amd64", ""));
        for (int i = 0; i < 6; i++)
        {
            remote.Serve("app", $"nest{i}", inner, "application/vnd.oci.image.index.v1+json");
            inner = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{{TestImage.DigestOf(inner)}}}","size":{{{inner.Length}}},"platform":{"os":"linux","architecture":"amd64"}}]}""");
        }

        Assert.Contains("nests deeper", PullFails($"{remote.Name}/app:nest5").Message);
    }

    [Fact]
    public void Redirects_in_a_circle_end()
    {
        Replace(layer, request => new ScriptedResponse(307) { Headers = { ["Location"] = request.Path } });
        Assert.Contains("redirects more than", PullFails(Name).Message);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    public void Redirects_out_of_http_are_refused(string location)
    {
        Replace(layer, _ => new ScriptedResponse(307) { Headers = { ["Location"] = location } });
        Assert.Equal(FaultCode.RegistryFailed, PullFails(Name).Code);
    }

    [Fact]
    public void Error_texts_are_bounded_and_carry_no_control_characters()
    {
        string text = new string('x', 5000) + "\\u001b[31m";
        Replace("manifests/1", _ => new ScriptedResponse(404, Encoding.UTF8.GetBytes($$"""{"errors":[{"message":"\u001b{{text}}"}]}""")));
        Fault fault = PullFails(Name);
        Assert.Equal(FaultCode.NotFound, fault.Code);
        Assert.True(fault.Message.Length < 500);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    private void Replace(string pathPart, Func<ScriptedRequest, ScriptedResponse> answer) => remote.Script = request => request.Path.Contains(pathPart, StringComparison.Ordinal) ? answer(request) : null;

    protected override void AfterAll()
    {
        base.AfterAll();
        _ = remote.DisposeAsync().AsTask();
    }
}
