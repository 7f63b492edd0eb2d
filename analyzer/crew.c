#include "crew.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/fatal.h"
#include "open/replay.h"

#define MAX_THREADS 64
#define MAX_TAPE_BYTES ((size_t)4 * 1024 * 1024)   /* not played yet */
#define MAX_MEMBER_BYTES ((size_t)8 * 1024 * 1024) /* not read yet */
#define MAX_MEMBERS 64                             /* not played yet */

enum job_state { JOB_WAITS, JOB_RUNS, JOB_DONE };

struct job {
	struct crew *crew;
	struct job *next; /* in the queue */
	const char *path; /* of a file, or NULL */
	struct source *member;
	size_t nbytes; /* that the member keeps */
	int depth;
	enum job_state state;
	bool awaited;
	struct tape_chunk *chunks;
	struct tape_chunk **chunks_end;
	pthread_cond_t changed; /* for the one who awaits it */
};

struct queue {
	struct job *first;
	struct job **end;
};

struct crew {
	crew_work *work;
	void *context;
	pthread_mutex_t lock;
	pthread_cond_t has_work; /* or is to stop */
	pthread_cond_t has_room; /* on the tapes */
	bool stop;
	struct queue members; /* come before any file that is not begun */
	struct queue paths;
	size_t tape_bytes;
	size_t member_bytes; /* with what is reserved */
	size_t nmembers;
	size_t nthreads;
	pthread_t threads[MAX_THREADS];
};

static void
queue_init(struct queue *queue)
{
	queue->first = NULL;
	queue->end = &queue->first;
}

static void
queue_add(struct queue *queue, struct job *job)
{
	*queue->end = job;
	queue->end = &job->next;
}

/* Takes job out of queue, or its first if that is NULL. */
static struct job *
queue_take(struct queue *queue, const struct job *job)
{
	struct job **at = &queue->first;
	struct job *taken;

	while (*at != NULL && job != NULL && *at != job)
		at = &(*at)->next;
	taken = *at;
	if (taken == NULL)
		return NULL;
	*at = taken->next;
	if (queue->end == &taken->next)
		queue->end = at;
	taken->next = NULL;
	return taken;
}

/* Closes the member, whose bytes nobody needs any more. */
static void
drop_member(struct job *job)
{
	struct crew *crew = job->crew;

	source_close(job->member);
	job->member = NULL;
	pthread_mutex_lock(&crew->lock);
	crew->member_bytes -= job->nbytes;
	pthread_mutex_unlock(&crew->lock);
	job->nbytes = 0;
}

static void *
run(void *context)
{
	struct crew *crew = context;

	pthread_mutex_lock(&crew->lock);
	for (;;) {
		struct job *job = queue_take(&crew->members, NULL);

		if (job == NULL)
			job = queue_take(&crew->paths, NULL);
		if (job == NULL && crew->stop)
			break;
		if (job == NULL) {
			pthread_cond_wait(&crew->has_work, &crew->lock);
			continue;
		}
		job->state = JOB_RUNS;
		pthread_mutex_unlock(&crew->lock);
		crew->work(crew->context, job);
		drop_member(job);
		pthread_mutex_lock(&crew->lock);
		job->state = JOB_DONE;
		pthread_cond_signal(&job->changed);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

struct crew *
crew_open(int nthreads, crew_work *work, void *context)
{
	struct crew *crew = calloc(1, sizeof(*crew));

	if (crew == NULL || pthread_mutex_init(&crew->lock, NULL) != 0 ||
	    pthread_cond_init(&crew->has_work, NULL) != 0 ||
	    pthread_cond_init(&crew->has_room, NULL) != 0)
		fatal("out of memory");
	crew->work = work;
	crew->context = context;
	queue_init(&crew->members);
	queue_init(&crew->paths);
	while (crew->nthreads < (size_t)nthreads &&
	    crew->nthreads < MAX_THREADS &&
	    pthread_create(&crew->threads[crew->nthreads], NULL, run, crew) ==
		0)
		crew->nthreads++;
	if (crew->nthreads > 0)
		return crew;
	crew_close(crew);
	return NULL;
}

void
crew_close(struct crew *crew)
{
	if (crew == NULL)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->stop = true;
	pthread_cond_broadcast(&crew->has_work);
	pthread_mutex_unlock(&crew->lock);
	for (size_t i = 0; i < crew->nthreads; i++)
		pthread_join(crew->threads[i], NULL);
	pthread_cond_destroy(&crew->has_room);
	pthread_cond_destroy(&crew->has_work);
	pthread_mutex_destroy(&crew->lock);
	free(crew);
}

static struct job *
new_job(struct crew *crew)
{
	struct job *job = calloc(1, sizeof(*job));

	if (job == NULL || pthread_cond_init(&job->changed, NULL) != 0)
		fatal("out of memory");
	job->crew = crew;
	job->chunks_end = &job->chunks;
	return job;
}

struct job *
crew_add_path(struct crew *crew, const char *path)
{
	struct job *job = new_job(crew);

	job->path = path;
	pthread_mutex_lock(&crew->lock);
	queue_add(&crew->paths, job);
	pthread_cond_signal(&crew->has_work);
	pthread_mutex_unlock(&crew->lock);
	return job;
}

bool
crew_reserve(struct crew *crew)
{
	bool given;

	pthread_mutex_lock(&crew->lock);
	given = crew->nmembers < MAX_MEMBERS &&
	    crew->member_bytes + CREW_MEMBER_MAX_BYTES <= MAX_MEMBER_BYTES;
	if (given) {
		crew->nmembers++;
		crew->member_bytes += CREW_MEMBER_MAX_BYTES;
	}
	pthread_mutex_unlock(&crew->lock);
	return given;
}

void
crew_unreserve(struct crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	crew->nmembers--;
	crew->member_bytes -= CREW_MEMBER_MAX_BYTES;
	pthread_mutex_unlock(&crew->lock);
}

struct job *
crew_add_member(struct crew *crew, struct source *member, int depth)
{
	struct job *job = new_job(crew);

	job->member = member;
	job->nbytes = replay_kept(member);
	job->depth = depth;
	pthread_mutex_lock(&crew->lock);
	crew->member_bytes -= CREW_MEMBER_MAX_BYTES - job->nbytes;
	queue_add(&crew->members, job);
	pthread_cond_signal(&crew->has_work);
	pthread_mutex_unlock(&crew->lock);
	return job;
}

const char *
job_path(const struct job *job)
{
	return job->path;
}

struct source *
job_member(const struct job *job)
{
	return job->member;
}

int
job_depth(const struct job *job)
{
	return job->depth;
}

/* Gives back what a last, short piece does not need. */
static void
shrink(struct tape_chunk *chunk)
{
	unsigned char *less = realloc(chunk->bytes, chunk->len);

	if (less == NULL)
		return;
	chunk->bytes = less;
	chunk->size = chunk->len;
}

struct tape_chunk *
crew_push(void *context, struct tape_chunk *chunk)
{
	struct job *job = context;
	struct crew *crew = job->crew;

	if (chunk->len < chunk->size / 2)
		shrink(chunk);
	pthread_mutex_lock(&crew->lock);
	while (crew->tape_bytes >= MAX_TAPE_BYTES &&
	    !(job->awaited && job->chunks == NULL))
		pthread_cond_wait(&crew->has_room, &crew->lock);
	crew->tape_bytes += chunk->size;
	*job->chunks_end = chunk;
	job->chunks_end = &chunk->next;
	pthread_cond_signal(&job->changed);
	pthread_mutex_unlock(&crew->lock);
	return tape_chunk_new();
}

enum crew_turn
crew_await(struct job *job, struct tape_chunk **chunk)
{
	struct crew *crew = job->crew;
	enum crew_turn turn = CREW_ENDED;

	pthread_mutex_lock(&crew->lock);
	if (job->state == JOB_WAITS && job->member != NULL) {
		(void)queue_take(&crew->members, job);
		job->state = JOB_DONE;
		pthread_mutex_unlock(&crew->lock);
		return CREW_YOURS;
	}
	job->awaited = true;
	pthread_cond_broadcast(&crew->has_room);
	while (job->chunks == NULL && job->state != JOB_DONE)
		pthread_cond_wait(&job->changed, &crew->lock);
	if (job->chunks != NULL) {
		turn = CREW_CHUNK;
		*chunk = job->chunks;
		job->chunks = (*chunk)->next;
		if (job->chunks == NULL)
			job->chunks_end = &job->chunks;
		crew->tape_bytes -= (*chunk)->size;
		pthread_cond_broadcast(&crew->has_room);
	}
	pthread_mutex_unlock(&crew->lock);
	return turn;
}

void
crew_end(struct job *job)
{
	struct crew *crew = job->crew;

	if (job->path == NULL) {
		drop_member(job);
		pthread_mutex_lock(&crew->lock);
		crew->nmembers--;
		pthread_mutex_unlock(&crew->lock);
	}
	pthread_cond_destroy(&job->changed);
	free(job);
}
