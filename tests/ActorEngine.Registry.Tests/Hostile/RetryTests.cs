using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>Failures that pass: cuts, overload, forgetful registries.</summary>
public sealed class RetryTests : RegistryTestKit
{
    private readonly ScriptedRegistry remote = new();
    private readonly ImpatientTime time = new();

    public RetryTests() => Settings = Settings with { Time = time, Silence = TimeSpan.FromHours(2), ConnectTimeout = TimeSpan.FromHours(2) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cut_is_taken_up_where_it_happened(bool ranges)
    {
        TestImage image = TestImage.Large(2, 1_000_000);
        remote.Serve("app", "1", image);
        byte[] blob = image.Layers[0];
        List<string?> asked = [];
        remote.Script = request =>
        {
            if (!request.Path.Contains(TestImage.DigestOf(blob))) return null;
            string? range = request["Range"];
            asked.Add(range);
            int from = ranges && range is not null ? int.Parse(range["bytes=".Length..^1]) : 0;
            int? cut = asked.Count <= 3 ? 200_000 * asked.Count : null;
            return new ScriptedResponse(from > 0 ? 206 : 200, blob[from..])
            {
                CutAfter = cut,
                Headers = from > 0 ? new() { ["Content-Range"] = $"bytes {from}-{blob.Length - 1}/{blob.Length}" } : [],
            };
        };
        Pull($"{remote.Name}/app:1");
        Assert.Equal(ranges ? 3 : 4, asked.Count);
        Assert.Null(asked[0]);
        Assert.Equal("bytes=200000-", asked[1]);
    }

    [Fact]
    public void A_range_that_begins_elsewhere_is_refused()
    {
        TestImage image = TestImage.Large(3, 500_000);
        remote.Serve("app", "1", image);
        remote.Script = request => !request.Path.Contains(TestImage.DigestOf(image.Layers[0])) ? null
            : request["Range"] is null ? new ScriptedResponse(200, image.Layers[0]) { CutAfter = 1000 }
            : new ScriptedResponse(206, image.Layers[0][500..]) { Headers = { ["Content-Range"] = $"bytes 500-{image.Layers[0].Length - 1}/{image.Layers[0].Length}" } };
        Assert.Contains("from byte 1000", PullFails($"{remote.Name}/app:1").Message);
        NothingIsLeft();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void A_registry_that_asks_for_time_gets_it_and_the_user_is_told(int status)
    {
        TestImage image = TestImage.Of("one");
        remote.Serve("app", "1", image);
        int failures = 0;
        remote.Script = request => request.Path.Contains("/manifests/1") && failures++ < 2 ? new ScriptedResponse(status) { Headers = { ["Retry-After"] = "17" } } : null;
        Pull($"{remote.Name}/app:1");
        Assert.Equal(2, time.Pauses.Count(pause => pause == TimeSpan.FromSeconds(17)));
        Assert.Equal(2, Items.OfType<StreamNotice>().Count(notice => notice.Message.Contains("17 seconds")));
    }

    [Fact]
    public void One_that_asks_for_hours_is_not_waited_for()
    {
        remote.Script = request => request.Path.Contains("/manifests/1") ? new ScriptedResponse(429) { Headers = { ["Retry-After"] = "86400" } } : null;
        Assert.Equal(FaultCode.Overloaded, PullFails($"{remote.Name}/app:1").Code);
        Assert.Equal(1, remote.Count("/manifests/1"));
    }

    [Fact]
    public void Attempts_are_counted()
    {
        remote.Script = request => request.Path.Contains("/manifests/1") ? new ScriptedResponse(500) : null;
        Assert.Equal(FaultCode.RegistryFailed, PullFails($"{remote.Name}/app:1").Code);
        Assert.Equal(Settings.Retry.Attempts, remote.Count("/manifests/1"));
    }

    [Fact]
    public void A_registry_that_is_not_there_is_a_fault_with_its_name() =>
        Assert.Contains("127.0.0.1:1 cannot be reached", PullFails("127.0.0.1:1/app").Message);

    [Fact]
    public void A_silent_registry_is_given_up()
    {
        Settings = Settings with { Time = TimeProvider.System, Silence = TimeSpan.FromMilliseconds(50) };
        TestImage image = TestImage.Of("one");
        remote.Serve("app", "1", image);
        remote.Script = request => request.Path.Contains("/blobs/" + TestImage.DigestOf(image.Layers[0])) ? new ScriptedResponse(200, image.Layers[0]) { Gate = new TaskCompletionSource().Task } : null;
        Assert.Contains("nothing came", PullFails($"{remote.Name}/app:1").Message);
        Assert.Equal(Settings.Retry.Attempts, remote.Count("/blobs/" + TestImage.DigestOf(image.Layers[0])));
        NothingIsLeft();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _ = remote.DisposeAsync().AsTask();
    }
}
