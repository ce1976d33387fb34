using Feedforward.Mpi.Native;

namespace Feedforward.Mpi.Tests;

public sealed class MpiLaunchTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=8 OMPI_COMM_WORLD_LOCAL_SIZE=4 PMIX_RANK=3", 3, 8, 4, true)]
    [InlineData("PMI_RANK=1 PMI_SIZE=2 MPI_LOCALNRANKS=2", 1, 2, 2, false)]
    [InlineData("PMIX_RANK=5 SLURM_STEP_NUM_TASKS=6 SLURM_NTASKS=12", 5, 6, null, false)]
    [InlineData("PMIX_RANK=0", 0, null, null, false)]
    public void What_launchers_say_is_understood(string environment, int rank, int? size, int? local, bool isOpenMpi)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(new MpiLaunch(rank, size, local, isOpenMpi), MpiLaunch.Find(variables.GetValueOrDefault));
    }

    /// <summary>srun's steps of one job, what Open MPI and PMIx call theirs, fit for the name of a folder; MPICH's launcher says nothing.</summary>
    [Theory]
    [InlineData("PMIX_RANK=5 PMIX_NAMESPACE=prterun-node.1@1", "prterun-node-1-1")]
    [InlineData("PMI_RANK=1 SLURM_JOB_ID=12 SLURM_STEP_ID=3", "12-3")]
    [InlineData("PMI_RANK=1 PMI_SIZE=2", null)]
    public void A_job_has_a_name_where_its_launcher_gives_one(string environment, string? job)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(job, MpiLaunch.Find(variables.GetValueOrDefault)!.Job);
    }

    /// <summary>Every script of Slurm has these; only what srun starts with MPI has a rank of MPI.</summary>
    [Theory]
    [InlineData("SLURM_PROCID", "0")]
    [InlineData("SLURM_NTASKS", "4")]
    [InlineData("OMPI_MCA_btl", "self")]
    public void A_process_started_by_itself_is_alone(string name, string value) =>
        Assert.Null(MpiLaunch.Find(asked => asked == name ? value : null));

    [Theory]
    [InlineData("0-3", 4)]
    [InlineData("0", 1)]
    [InlineData("0-1,4,6-7", 5)]
    [InlineData("", 0)]
    public void Lists_of_processors_are_counted(string list, int count) => Assert.Equal(count, MpiLaunch.Count(list));

    [Theory]
    [InlineData("MPICH Version:\t4.0.2", true)]
    [InlineData("Intel(R) MPI Library 2021.10 for Linux* OS", true)]
    [InlineData("MVAPICH2 Version      :\t2.3.7", true)]
    [InlineData("Open MPI v4.1.4, package: Debian OpenMPI", false)]
    public void Families_are_told_by_what_libraries_call_themselves(string version, bool isMpich) =>
        Assert.Equal(isMpich, MpiLibrary.IsMpich(version));

    [Fact]
    public async Task A_missing_library_is_one_clear_sentence_with_the_package()
    {
        using var process = Job.Alone(
            Path.GetTempPath(), ["train", "moons"], ("OMPI_COMM_WORLD_RANK", "0"), ("OMPI_COMM_WORLD_SIZE", "2"), (MpiLibrary.Variable, "/nowhere/libmpi.so"));
        var (code, _, error) = await process.EndAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("feedforward: FEEDFORWARD_MPI_LIBRARY names '/nowhere/libmpi.so', which cannot be loaded", error);
        Assert.Contains(
            "apt install openmpi-bin",
            MpiLibrary.Missing(new MpiLaunch(0, 2, 2, IsOpenMpi: true)).Message);
    }
}
